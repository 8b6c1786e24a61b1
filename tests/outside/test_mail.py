"""E-mail against a real SMTP server on this machine: taken, refused, slow, lost, and never in the clear."""

import asyncio
import ssl
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.smtp import AuthResult
from company import open_company
from outside_desk import PUBLIC_URL, Outside, mail_server, words

from bot import doctor
from bot.clock import SystemClock
from bot.errors import OperatorError
from bot.mail import Handed, Letter, Mailer, clean_address, server_of
from bot.settings import Settings, load_settings
from storage import outside

LETTER = Letter("kim@client.example", "Emma via Goodtalk", "Subject", "Text", "<p>Text</p>", "en")


def settings(url, sender="goodtalk@example.org"):
    return Settings(_env_file=None, smtp_url=url, mail_from=sender)


@pytest.fixture
async def mailed(sqlite_file, mailbox):
    """A company with a mail server."""
    async with mail_server(mailbox) as port, open_mailed(sqlite_file, port) as opened:
        yield opened


def open_mailed(url, port):
    return open_company(
        url,
        public_url=PUBLIC_URL,
        smtp_url=f"smtp://127.0.0.1:{port}",
        mail_from="goodtalk@example.org",
    )


def read(envelope):
    return message_from_bytes(envelope.content.replace(b"\r\n", b"\n"), policy=default)


async def invite(company, **more):
    outsiders = Outside(company)
    outsiders.invite(**more)
    await company.app.settle()
    return outsiders


async def test_the_letter_says_who_asks_and_where_to_answer(mailed, mailbox):
    """In the invitation's language, as text and as HTML; what it is about stands on the page only."""
    outsiders = await invite(mailed, language="nl", context="a secret project")
    (envelope,) = mailbox.letters
    letter = read(envelope)
    text, html = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))
    token = text.split(f"{PUBLIC_URL}/f/")[1].split()[0]

    assert envelope.rcpt_tos == ["kim@client.example"]
    assert letter["From"] == "Emma de Vries via Goodtalk <goodtalk@example.org>"
    assert letter["To"] == "kim@client.example"
    assert letter["Subject"] == "Emma de Vries vraagt je feedback"
    assert letter["Reply-To"] is None
    assert letter["Auto-Submitted"] == "auto-generated"
    assert text.startswith("Hallo,\n\nEmma de Vries wil graag je feedback.")
    assert f'<a href="{PUBLIC_URL}/f/{token}">' in html
    assert "secret" not in text + html
    # The e-mail's own link works, and so does the one that asking gave.
    for key in (token, outsiders.outsiders[0].token):
        page = await outsiders.outsider(key).get()
        assert "a secret project" in words(page)


async def test_asked_in_slack_answered_outside_read_in_slack(mailed, mailbox):
    """The whole way: form, e-mail, page, message; Slack shows no link where e-mail goes out."""
    await mailed.lee.command("/feedback ask the demo")
    mailed.lee.fill(outsiders="kim@client.example", form="external")
    await mailed.lee.submit()
    text = read(mailbox.letters[0]).get_body(("plain",)).get_content()
    outsider = Outside(mailed).outsider(text.split(f"{PUBLIC_URL}/f/")[1].split()[0])
    thanks = await outsider.post(question_1="Clear plans", question_2="Shorter demos")
    await mailed.app.settle()
    assert PUBLIC_URL not in str(mailed.lee.modal)
    await mailed.lee.close_modal()
    await mailed.lee.press("feedback.read")

    assert thanks.status_code == 200
    assert "Clear plans" in mailed.lee.modal
    assert "kim@client.example" in mailed.lee.modal
    await outsider.client.aclose()


async def test_a_name_with_signs_of_html_and_header_stays_a_name(mailed, mailbox):
    """No tag, no header of its own."""
    mailed.slack.members["U_EMMA"].real_name = 'Emma "<b>" de\tVries, ✨ & Co'
    await mailed.app.start()
    await invite(mailed)
    letter = read(mailbox.letters[0])

    assert letter["From"].addresses[0].addr_spec == "goodtalk@example.org"
    assert letter["From"].addresses[0].display_name.startswith('Emma "<b>" de Vries, ✨')
    assert "&lt;b&gt;" in letter.get_body(("html",)).get_content()


async def test_one_reminder_after_seven_days_and_only_to_the_silent(mailed, mailbox):
    """Whoever answered, or whose question was cancelled, gets none; nobody gets two."""
    silent = await invite(mailed)
    answered = await invite(mailed, address="pat@client.example")
    await answered.outsiders[0].post(question_1="a", question_2="b")
    await mailed.later(days=6, hours=23)
    before = len(mailbox.letters)
    await mailed.later(hours=2)
    await mailed.later(days=3)
    reminders = mailbox.letters[before:]
    text = read(reminders[0]).get_body(("plain",)).get_content()
    token = text.split(f"{PUBLIC_URL}/f/")[1].split()[0]

    assert before == 2
    assert [each.rcpt_tos for each in reminders] == [["kim@client.example"]]
    assert "week geleden" in text
    assert (await silent.outsider(token).get()).status_code == 200
    assert (await silent.outsiders[0].get()).status_code == 200


async def test_a_refused_address_is_told_with_a_link_to_pass_on(mailed, mailbox):
    """5xx: not tried again; the new link works and the message in Slack carries none."""
    mailbox.answers["RCPT"] = "550 No such user"
    outsiders = await invite(mailed)
    await mailed.later(hours=5)
    told = mailed.emma.inbox[-1]

    assert mailbox.letters == []
    assert "kon niet worden bezorgd" in told.words
    assert "kim@client.example" in told.words
    assert PUBLIC_URL not in told.words
    assert len(mailed.emma.inbox) == 1
    await mailed.emma.press("Nieuwe link")
    token = mailed.emma.modal.words.split(f"{PUBLIC_URL}/f/")[1].split()[0]
    assert (await outsiders.outsider(token).get()).status_code == 200


async def test_a_refusal_for_now_is_tried_again(mailed, mailbox):
    """4xx, then taken: one letter, and the asker hears nothing."""
    mailbox.answers["RCPT"] = "451 Try later"
    await invite(mailed)
    assert mailbox.letters == []
    mailbox.answers.clear()
    await mailed.later(minutes=2)

    assert len(mailbox.letters) == 1
    assert mailed.emma.inbox == []


async def test_a_lost_answer_after_the_text_is_not_sent_again(mailed, mailbox):
    """Nobody knows whether it arrived: at most once, and the asker is told so."""
    mailbox.answers["drop"] = True
    await invite(mailed)
    mailbox.answers.clear()
    await mailed.later(hours=3)

    assert len(mailbox.letters) == 1
    assert "We weten niet of de e-mail" in mailed.emma.inbox[-1].words
    assert len(mailed.emma.inbox) == 1


async def test_a_process_that_died_while_sending_is_unknown_too(mailed, mailbox):
    """The lease ends, and the asker is told."""
    mailed.app.courier.mail.mailer = Stuck(mailed.app.house.settings, SystemClock())
    await invite(mailed)
    mailed.app.courier.mail.mailer = Mailer(mailed.app.house.settings, SystemClock())
    await mailed.later(minutes=3)

    assert mailbox.letters == []
    assert "We weten niet of de e-mail" in mailed.emma.inbox[-1].words


class Stuck(Mailer):
    """Dies in the middle."""

    async def hand_over(self, letter, key):  # noqa: ARG002 as its parent's
        raise asyncio.CancelledError


async def test_nothing_goes_out_for_a_question_that_is_over(mailed, mailbox):
    """It was cancelled before the server could be reached."""
    mailbox.answers["RCPT"] = "451 Try later"
    outsiders = await invite(mailed)
    mailbox.answers.clear()
    mailed.look(outside.move, [outsiders.invitation.id], outside.CANCELLED)
    await mailed.later(hours=1)

    assert mailbox.letters == []
    assert mailed.emma.inbox == []


async def test_without_a_mail_server_nothing_is_tried(company, outsiders):
    """The asker has the link."""
    outsider = outsiders.invite()
    await company.later(days=8)

    assert company.emma.inbox == []
    assert (await outsider.get()).status_code == 200


async def test_a_server_that_is_not_there_is_tried_again():
    """Connection refused: certainly not sent."""
    handed, reason = await Mailer(settings("smtp://127.0.0.1:9"), SystemClock()).hand_over(LETTER, "k")

    assert handed is Handed.REFUSED_NOW
    assert "client" not in reason


@pytest.mark.parametrize("silent_at", ["greeting", "data"])
async def test_a_slow_server_is_left_in_time(silent_at):
    """Before the text: certainly not sent. After it: nobody knows."""

    async def serve(reader, writer):
        if silent_at == "data":
            writer.write(b"220 slow\r\n")
            while line := await reader.readline():
                if line.startswith(b"DATA"):
                    writer.write(b"354 go\r\n")
                    break
                writer.write(b"250 ok\r\n")
        await reader.read()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    mailer = Mailer(settings(f"smtp://127.0.0.1:{port}"), SystemClock(), seconds=0.3)
    handed, _ = await mailer.hand_over(LETTER, "k")
    server.close()

    assert handed is (Handed.UNKNOWN if silent_at == "data" else Handed.REFUSED_NOW)


async def test_a_server_beyond_this_machine_that_offers_no_tls_gets_nothing(mailbox):
    """No password and no letter in the clear; it is tried again once the operator mended it."""
    async with mail_server(mailbox) as port:
        where = settings(f"smtp://user:secret@127.0.0.1:{port}")
        mailer = Mailer(where, SystemClock(), tls=ssl.create_default_context())
        handed, _ = await mailer.hand_over(LETTER, "k")

    assert handed is Handed.REFUSED_NOW
    assert mailbox.letters == []


async def test_starttls_and_login(mailbox, certificate):
    """The letter goes over TLS, with user and password from SMTP_URL; a wrong certificate ends it."""
    seen = []

    def check(_server, session, _envelope, _mechanism, data):
        seen.append((session.ssl is not None, data.login, data.password))
        return AuthResult(success=True)

    on_server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    on_server.load_cert_chain(certificate)
    trusting = ssl.create_default_context(cafile=certificate)
    options = {"tls_context": on_server, "require_starttls": True, "authenticator": check}
    async with mail_server(mailbox, **options) as port:
        where = settings(f"smtp://us%40er:p%3Ass@localhost:{port}")
        handed, reason = await Mailer(where, SystemClock(), tls=trusting).hand_over(LETTER, "k")
        suspicious = Mailer(where, SystemClock(), tls=ssl.create_default_context())
        stranger, _ = await suspicious.hand_over(LETTER, "k")

    assert (handed, reason) == (Handed.TAKEN, "")
    assert seen == [(True, b"us@er", b"p:ss")]
    assert stranger is Handed.REFUSED_NOW
    assert len(mailbox.letters) == 1


@pytest.mark.parametrize(
    ("url", "port", "is_tls", "must_upgrade"),
    [
        ("smtp://mail.example.org", 587, False, True),
        ("smtp://mail.example.org:25", 25, False, True),
        ("smtps://mail.example.org", 465, True, False),
        ("smtp://localhost:25", 25, False, False),
        ("smtp://[::1]:25", 25, False, False),
        ("smtp://127.0.0.1.example.org", 587, False, True),
    ],
)
def test_only_this_machine_is_spoken_to_in_the_clear(url, port, is_tls, must_upgrade):
    """Everywhere else STARTTLS is not a wish."""
    server = server_of(settings(url))

    assert (server.port, server.is_tls, server.must_upgrade) == (port, is_tls, must_upgrade)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("kim@client.example", "kim@client.example"),
        (" Kim.O'Hara+x@Client.Example ", "Kim.O'Hara+x@client.example"),
        ("kim@bücher.example", "kim@xn--bcher-kva.example"),
        ("", None),
        ("kim", None),
        ("kim@", None),
        ("@client.example", None),
        ("kim@client", None),
        ("kim@client..example", None),
        ("kim@-client.example", None),
        (".kim@client.example", None),
        ("kim@127.0.0.1", None),
        ("kim@[127.0.0.1]", None),
        ("kim@client.example\r\nBcc: all@client.example", None),
        ("kim@client.example\n", None),
        ("kim@client.example,pat@client.example", None),
        ("Kim <kim@client.example>", None),
        ('"kim lee"@client.example', None),
        ("kïm@client.example", None),
        ("kim\x00@client.example", None),
        ("k" * 65 + "@client.example", None),
        ("kim@" + "c" * 300 + ".example", None),
        ("kim@" + ".".join(["c" * 60] * 5) + ".example", None),
    ],
)
def test_addresses(text, address):
    """What is written to, and what is refused before it comes near a mail server."""
    assert clean_address(text) == address


def test_a_week_is_half_the_life_of_a_link():
    """So that the reminder's link still lives for a week."""
    assert outside.REMIND_AFTER * 2 == outside.LIVES
    assert timedelta(days=14) == outside.LIVES


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, []),
        ({"mail_from": "a@example.org"}, ["MAIL_FROM without SMTP_URL", "no PUBLIC_URL"]),
        ({"smtp_url": "smtp://localhost:9"}, ["SMTP_URL without MAIL_FROM", "no PUBLIC_URL"]),
        ({"public_url": "http://talks.example.org"}, ["PUBLIC_URL is not encrypted"]),
        ({"public_url": PUBLIC_URL}, []),
        (
            {
                "public_url": PUBLIC_URL,
                "smtp_url": "smtp://u:secret@localhost:9",
                "mail_from": "a@example.org",
            },
            ["the mail server does not let us in"],
        ),
    ],
)
def test_the_doctor_looks_at_address_server_and_sender_together(given, said):
    """What is missing is named; no secret is."""
    found = [finding for finding in doctor._outside(Settings(_env_file=None, **given)) if finding.mend]

    assert len(found) == len(said)
    assert all(part in finding.finding for finding, part in zip(found, said, strict=True))
    assert all("secret" not in finding.finding + finding.mend for finding in found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("smtp_url", "mail.example.org:587"),
        ("smtp_url", "http://mail.example.org"),
        ("smtp_url", "smtp://:2525"),
        ("smtp_url", "smtp://host:99999"),
        ("smtp_url", "smtp://[host"),
        ("mail_from", "Goodtalk"),
        ("mail_from", "Goodtalk <a@example.org>"),
        ("mail_from", "a@example.org\r\nBcc: b@example.org"),
    ],
)
def test_malformed_settings_stop_the_start(name, value):
    """One line with the variable and the mend, never the value."""
    with pytest.raises(OperatorError) as refused:
        load_settings(complete=False, env_file=None, **{name: value})

    assert str(refused.value).startswith(f"{name.upper()}: give ")
    assert value not in str(refused.value)
