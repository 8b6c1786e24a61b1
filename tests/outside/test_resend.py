"""Asking somebody outside once more by a real SMTP server, and what the asker's screen says meanwhile."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from company import open_company
from outside_desk import PUBLIC_URL, TYPED, Outside, mail_server

from bot.clock import SystemClock
from bot.mail import Mailer
from storage import outside

CLOSED = 404


@pytest.fixture
async def mailed(sqlite_file, mailbox):
    """A company with a mail server."""
    async with (
        mail_server(mailbox) as port,
        open_company(
            sqlite_file,
            public_url=PUBLIC_URL,
            smtp_url=f"smtp://127.0.0.1:{port}",
            mail_from="goodtalk@example.org",
        ) as opened,
    ):
        yield opened


@pytest.fixture
async def outsiders(mailed):
    made = Outside(mailed)
    yield made
    for outsider in made.outsiders:
        await outsider.client.aclose()


def text_of(envelope):
    letter = message_from_bytes(envelope.content.replace(b"\r\n", b"\n"), policy=default)
    return letter.get_body(("plain",)).get_content()


def token_in(envelope):
    return text_of(envelope).split(f"{PUBLIC_URL}/f/")[1].split()[0]


async def ask(actor, word="ask"):
    """Ask one person outside and look at the question."""
    await actor.command(f"/feedback {word} the demo")
    actor.fill(outsiders="kim@client.example", form="external")
    result = await actor.submit()
    assert result.ok
    await actor.close_modal()


async def look(actor):
    """The question's own screen."""
    await actor.command("/feedback list")
    await actor.press("feedback.open_asked")
    return actor.modal


async def test_resending_mails_a_link_that_works_and_ends_no_other(mailed, mailbox, outsiders):
    """Both e-mails can be answered with, once in all: whichever link is used first ends the other."""
    await ask(mailed.lee)
    await mailed.later(days=2)
    modal = await look(mailed.lee)
    assert "e-mail sent on Monday 2 February, no answer yet" in modal
    await mailed.lee.press("feedback.resend")
    assert "An e-mail is on its way to kim@client.example." in mailed.lee.modal
    first, second = (outsiders.outsider(token_in(letter)) for letter in mailbox.letters)
    assert "asked for your feedback before" in text_of(mailbox.letters[1])
    pages = [await first.get(), await second.get()]
    assert [page.status_code for page in pages] == [200, 200]
    thanks = await first.post(pages[0], **TYPED)
    late = await second.post(pages[1], **TYPED)

    assert (thanks.status_code, late.status_code) == (200, 409)
    assert [(await each.get()).status_code for each in (first, second)] == [CLOSED, CLOSED]
    assert len(mailbox.letters) == 2


async def test_once_a_day_whatever_is_pressed(mailed, mailbox):
    """A second press says so; tomorrow it works again, and a reminder on that day keeps still."""
    await ask(mailed.emma, "vraag")
    await look(mailed.emma)
    await mailed.emma.press("feedback.resend", times=2)
    await mailed.emma.press("feedback.resend")
    assert "Je hebt het vandaag al een keer opnieuw gevraagd." in mailed.emma.modal
    assert len(mailbox.letters) == 2
    await mailed.until(mailed.clock.now() + timedelta(days=6, hours=20))
    await mailed.emma.press("feedback.resend")
    assert "Er is een e-mail onderweg naar kim@client.example." in mailed.emma.modal
    await mailed.later(hours=6)

    assert len(mailbox.letters) == 3


async def test_a_new_link_ends_the_ones_of_all_e_mails(mailed, mailbox, outsiders):
    """It may have gone to the wrong person."""
    await ask(mailed.lee)
    await look(mailed.lee)
    await mailed.lee.press("feedback.resend")
    await mailed.lee.press("outside.new_link")
    token = mailed.lee.modal.words.split(f"{PUBLIC_URL}/f/")[1].split()[0]
    mailed_out = [outsiders.outsider(token_in(letter)) for letter in mailbox.letters]

    assert [(await each.get()).status_code for each in mailed_out] == [CLOSED, CLOSED]
    assert (await outsiders.outsider(token).get()).status_code == 200


async def test_a_server_that_is_down_is_said_and_no_second_e_mail_waits(mailed, mailbox):
    """Then it is up: one e-mail, and the screen says that it went out."""
    mailbox.answers["RCPT"] = "451 Try later"
    await ask(mailed.lee)
    modal = await look(mailed.lee)
    assert "the e-mail could not be sent yet; we keep trying" in modal
    await mailed.lee.press("feedback.resend")
    assert "The first e-mail could not be sent yet." in mailed.lee.modal
    mailbox.answers.clear()
    await mailed.later(minutes=3)
    modal = await look(mailed.lee)

    assert "e-mail sent on Monday 2 February" in modal
    assert len(mailbox.letters) == 1


async def test_a_bounce_of_a_resend_is_told_and_stands_on_the_screen(mailed, mailbox):
    """The mailbox went away meanwhile: a message, and no e-mail of its own accord afterwards."""
    await ask(mailed.emma, "vraag")
    await mailed.later(days=1)
    mailbox.answers["RCPT"] = "550 No such user"
    await look(mailed.emma)
    await mailed.emma.press("feedback.resend")
    await mailed.emma.close_modal(all_views=True)
    assert "kon niet worden bezorgd" in mailed.emma.inbox[-1].words
    modal = await look(mailed.emma)
    assert "de e-mail kon niet worden bezorgd; maak een nieuwe link" in modal
    mailbox.answers.clear()
    await mailed.later(days=7)

    assert len(mailbox.letters) == 1


async def test_a_server_that_is_taken_away_while_we_try_is_told(mailed, mailbox):
    """The operator removes SMTP_URL: nothing is tried any more, and the screen does not promise it."""
    mailbox.answers["RCPT"] = "451 Try later"
    await ask(mailed.lee)
    without = mailed.app.house.settings.model_copy(update={"smtp_url": None})
    mailed.app.courier.mail.mailer = Mailer(without, SystemClock())
    await mailed.later(minutes=3)
    modal = await look(mailed.lee)

    assert "the e-mail could not be delivered" in modal
    assert "could not be delivered" in mailed.lee.inbox[-1].words


async def test_an_e_mail_of_which_nobody_knows_is_said_so(mailed, mailbox):
    """The connection broke after the text."""
    mailbox.answers["drop"] = True
    await ask(mailed.lee)
    modal = await look(mailed.lee)

    assert "we do not know whether the e-mail arrived" in modal
    assert "We do not know whether the e-mail" in mailed.lee.inbox[-1].words


async def test_a_lost_reminder_of_its_own_accord_stands_on_the_screen_only(mailed, mailbox):
    """Nobody asked for it just now, so no message comes."""
    await ask(mailed.lee)
    mailbox.answers["RCPT"] = "550 No such user"
    await mailed.later(days=7, hours=1)
    modal = await look(mailed.lee)

    assert "the e-mail could not be delivered" in modal
    assert mailed.lee.inbox == []


async def test_nothing_is_noted_of_what_is_not_mailed(company):
    """Without a mail server the screen speaks of the link alone."""
    await ask(company.lee)
    modal = await look(company.lee)
    (invited,) = company.look(outside.open_of_asker, company.person("U_LEE").id)

    assert "has not answered yet, the link works until" in modal
    assert (invited.mail, invited.mail_at) == (None, None)
