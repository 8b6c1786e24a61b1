"""The main way: somebody outside opens the page, answers or declines, and the asker hears of it."""

import re

import pytest
from outside_desk import PUBLIC_URL, TYPED, key_of, words

from storage import feedback, outside

SCANNERS = [
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Slack-ImgProxy (+https://api.slack.com/robots)",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) SafeLinks",
    "BarracudaCentral Email Scanner",
    "Mozilla/5.0 (compatible; Proofpoint URL Defense)",
    "python-requests/2.31 Mimecast",
]


async def test_the_page_says_who_asks_what_who_reads_it_and_where_it_is_kept(outsiders):
    """Everything that somebody wants to know before typing."""
    page = await outsiders.invite().get(headers={"accept-language": "en-GB,nl;q=0.5"})
    said = words(page)

    assert page.status_code == 200
    assert '<html lang="en">' in page.text
    assert "Emma de Vries asks for your feedback" in said
    assert "Emma de Vries works at Example." in said
    assert "the client demo" in said
    assert "Read by: Emma de Vries, and a manager or coach only if Emma de Vries shares it." in said
    assert "It is kept in the workspace of Example until it is erased there." in said
    assert "no medical details" in said
    assert "You can answer until 16 February 2026, once." in said
    assert "Anything else? (optional)" in said


@pytest.mark.parametrize(
    ("query", "header", "language"),
    [
        ("", "nl-NL,nl;q=0.9,en;q=0.8", "nl"),
        ("", "de, en;q=0.3, nl;q=0.7", "nl"),
        ("", "fr", "en"),
        ("", "nl;q=0", "en"),
        ("", "nl;q=nothing", "en"),
        ("?lang=nl", "en", "nl"),
        ("?lang=xx", "nl", "nl"),
    ],
)
async def test_the_browser_or_the_switch_chooses_the_language(outsiders, query, header, language):
    """Dutch or English; whatever else is asked for is English."""
    outsider = outsiders.invite()
    page = await outsider.client.get(f"/f/{outsider.token}{query}", headers={"accept-language": header})

    assert f'<html lang="{language}">' in page.text
    assert ("vraagt je feedback" in page.text) is (language == "nl")
    shared = "een leidinggevende of coach alleen als Emma de Vries het deelt." in words(page)
    assert shared is (language == "nl")
    kept = "Het blijft bewaard in de werkruimte van Example tot het daar wordt gewist." in words(page)
    assert kept is (language == "nl")


async def test_an_answer_arrives_and_the_asker_reads_it_as_it_was_typed(company, outsiders):
    """The message says that something is there; the modal shows the text, markup and all."""
    outsider = outsiders.invite()
    odd = "*bold* <!channel> & <b>x</b> 🎉\nsecond line"
    thanks = await outsider.post(**{**TYPED, "question_1": odd})
    await company.app.settle()
    told = company.emma.inbox[-1]

    assert thanks.status_code == 200
    assert "Emma de Vries hears that there is something to read." in words(thanks)
    assert told.words.splitlines()[:2] == [
        "Iemand van buiten heeft je vraag beantwoord.",
        "kim@client.example",
    ]
    assert "bold" not in told.words
    await company.emma.press("Lezen")
    assert odd in company.emma.modal
    assert "Shorter demos" in company.emma.modal
    assert company.mark.inbox == []


async def test_an_answer_of_3000_characters_in_every_question_arrives_whole(company, outsiders):
    """Also when each of them takes four bytes."""
    outsider = outsiders.invite()
    texts = {f"question_{number}": "🎉" * 2999 + str(number) for number in (1, 2, 3)}
    thanks = await outsider.post(**texts)
    (kept,) = company.look(feedback.received_by, company.person("U_EMMA").id, limit=9)

    assert thanks.status_code == 200
    assert kept.texts == tuple(texts.values())
    assert (kept.author, kept.outsider) == (None, "kim@client.example")


async def test_no_thanks_with_and_without_a_line(company, outsiders):
    """It is told kindly; the line is read in a modal."""
    await outsiders.invite().post(act="decline")
    await company.app.settle()
    without = company.emma.inbox[-1]
    thanks = await outsiders.invite().post(act="decline", reason="Too busy, <@U1>")
    await company.app.settle()
    with_line = company.emma.inbox[-1]
    await company.emma.press("Lezen")

    assert "[Lezen]" not in without.words
    assert "Dat mag" in without.words
    assert "you would rather not answer this time" in words(thanks)
    assert "Too busy" not in with_line.words
    assert "Too busy, <@U1>" in company.emma.modal
    assert outsiders.invited().state == "declined"


@pytest.mark.parametrize("agent", SCANNERS)
async def test_a_link_scanner_uses_nothing_up(company, outsiders, agent):
    """It opens the page by GET and HEAD, as often as it likes; then the person answers."""
    outsider = outsiders.invite()
    for _ in range(3):
        page = await outsider.get(headers={"user-agent": agent})
        head = await outsider.client.head(f"/f/{outsider.token}", headers={"user-agent": agent})
        assert (page.status_code, head.status_code) == (200, 200)
    await company.app.settle()
    assert outsiders.invited().state == "open"
    assert company.emma.inbox == []

    assert (await outsider.post(**TYPED)).status_code == 200


async def test_a_new_link_voids_the_old_one_and_is_shown_once(company, outsiders):
    """From Home; the message in Slack carries no link."""
    outsider = outsiders.invite()
    await company.emma.open_home()
    assert "kim@client.example" in company.emma.home
    await company.emma.press("Nieuwe link")
    shown = company.emma.modal
    (token,) = re.findall(re.escape(PUBLIC_URL) + r"/f/([\w-]{43})", shown.words)

    assert (await outsider.get()).status_code == 404
    assert (await outsiders.outsider(token).get()).status_code == 200


async def test_cancelled_by_the_asker(company, outsiders):
    """The link ends, and Home does not show it any more."""
    outsider = outsiders.invite()
    opened = await outsider.get()
    await company.emma.open_home()
    await company.emma.press("outside.cancel")
    late = await outsider.post(opened, **TYPED)

    assert outsiders.invited().state == "cancelled"
    assert (await outsider.get()).status_code == 404
    assert late.status_code == 409
    assert "Clear plans" in late.text
    assert "kim@client.example" not in company.emma.home


async def test_somebody_elses_invitation_is_not_there(company, outsiders):
    """A button with another's id opens nothing and changes nothing."""
    outsider = outsiders.invite("U_EMMA")
    outsiders.invite("U_LEE", address="pat@client.example")
    theirs = outsiders.invitation.id
    await company.emma.open_home()
    for block in company.emma.home.blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == "outside.new_link":
                element["value"] = str(theirs)
    await company.emma.press("outside.new_link")

    assert PUBLIC_URL not in company.emma.modal.words
    assert (await outsiders.outsiders[-1].get()).status_code == 200
    assert (await outsider.get()).status_code == 200


async def test_after_fourteen_days_it_closes_and_the_asker_hears_once(company, outsiders):
    """Two people of one ask are one message."""
    outsider = outsiders.invite()
    await company.later(days=13, hours=23)
    assert (await outsider.get()).status_code == 200
    company.clock.move_to(outsiders.invited().expires_at)
    assert (await outsider.get()).status_code == 404
    await company.later(days=1)
    await company.later(days=3)

    closed = [told for told in company.emma.inbox if "gesloten zonder antwoord" in told.words]
    assert len(closed) == 1
    assert outsiders.invited().state == "expired"


async def test_it_closes_with_the_last_day_of_the_ask(company, outsiders):
    """Where the asker is: midnight in Amsterdam."""
    outsider = outsiders.invite(due=company.clock.now().date())
    assert outsiders.invited().expires_at.isoformat() == "2026-02-02T23:00:00+00:00"
    await company.later(hours=15)

    assert (await outsider.get()).status_code == 404


async def test_an_asker_who_leaves_closes_the_page(company, outsiders):
    """Nobody is there to read it."""
    outsider = outsiders.invite()
    company.slack.members["U_EMMA"].deleted = True
    await company.app.start()

    assert (await outsider.get()).status_code == 404
    assert outsiders.invited().state == "cancelled"


async def test_the_token_is_kept_as_a_hash_and_the_address_sealed(company, outsiders):
    """Neither stands in the database as it is."""
    outsider = outsiders.invite()
    path = company.app.house.settings.database_url.removeprefix("sqlite:///")
    with open(path, "rb") as file, open(f"{path}-wal", "rb") as log:  # noqa: PTH123, ASYNC230
        everything = file.read() + log.read()

    assert outside.digest(outsider.token).encode() in everything
    assert outsider.token.encode() not in everything
    assert b"client.example" not in everything


async def test_on_postgres(company_on_postgres, outsiders_on_postgres):
    """The same way on the other database."""
    outsider = outsiders_on_postgres.invite()
    page = await outsider.get()
    thanks = await outsider.post(page, **TYPED)
    again = await outsider.post(page, **TYPED)
    await company_on_postgres.app.settle()

    assert (thanks.status_code, again.status_code) == (200, 409)
    assert key_of(page)
    assert len(company_on_postgres.emma.inbox) == 1
