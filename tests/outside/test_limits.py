"""How much one address outside is asked, whoever asks; and asks that went only outside, taken back."""

import asyncio
from datetime import timedelta

import pytest
from company import KEY
from outside_desk import TYPED

from bot.errors import FormErrors
from bot.features.feedback import asking, forms
from playground.actor import ClientRefused
from storage import addresses, feedback_asked, outside
from storage.crypto import Vault
from storage.people import Profile, person_by_slack_id, save_profiles
from storage.transaction import Tx

KIM = "Kim@client.example"


def new_ask(company, *written, about=None):
    return asking.NewAsk(
        [], "external", about, company.clock.now().date() + timedelta(days=10), outsiders=list(written)
    )


def ask(company, asker, *written, about=None):
    """Ask people outside; return the asker's sentence at the field, or None."""
    known = forms.askable(company.app.house.texts)
    try:
        company.look(asking.ask, company.person(asker), known, new_ask(company, *written, about=about))
    except FormErrors as errors:
        return company.app.house.texts.of("en").sentence(errors.sentences["outsiders"])
    return None


async def test_an_address_with_five_open_questions_is_named_and_nobody_is_asked(company):
    """However it is written, and whoever asked; the same at the field in Dutch."""
    for number, asker in enumerate(("U_LEE", "U_MARK", "U_SAM", "U_ANNA", "U_NOOR")):
        assert ask(company, asker, KIM if number % 2 else KIM.upper()) is None
    await company.emma.command("/feedback vraag de demo")
    company.emma.fill(outsiders=f"jo@client.example\n{KIM}", form="external")
    result = await company.emma.submit()

    assert result.errors == {
        "outsiders": f"{KIM} heeft al 5 feedbackvragen openstaan. Kies deze keer iemand anders."
    }
    assert company.look(outside.open_of_asker, company.person("U_EMMA").id) == []
    assert company.emma.modal.field("outsiders").value == f"jo@client.example\n{KIM}"


async def test_adding_people_keeps_the_limit_too(company):
    """The way round by a question to somebody else."""
    for asker in ("U_LEE", "U_MARK", "U_SAM", "U_ANNA", "U_NOOR"):
        ask(company, asker, KIM)
    await company.emma.command("/feedback vraag de demo")
    company.emma.fill(outsiders="jo@client.example", form="external")
    await company.emma.submit()
    await company.emma.press("Bekijk hoe het ervoor staat")
    await company.emma.press("feedback.open_add")
    company.emma.fill(outsiders=KIM)
    result = await company.emma.submit()

    assert "heeft al 5 feedbackvragen openstaan" in result.errors["outsiders"]


@pytest.mark.parametrize("how", ["answered", "cancelled", "expired"])
async def test_one_that_is_over_makes_room(company, outsiders, how):
    """Answered, taken back or past its end; and no mark of the address stays with it."""
    first = outsiders.invite(address=KIM.lower())
    for number in range(4):
        assert ask(company, "U_LEE", KIM, about=str(number)) is None
    assert "already has 5 open questions" in ask(company, "U_ANNA", KIM)
    match how:
        case "answered":
            await first.post(**TYPED)
        case "cancelled":
            company.look(outside.move, [outsiders.invitation.id], outside.CANCELLED)
        case "expired":
            company.clock.move_to(company.clock.now() + timedelta(days=15))

    assert ask(company, "U_ANNA", KIM) is None


async def test_the_address_is_known_again_and_not_readable(company, outsiders):
    """Also after the keys were rotated; another workspace's count is its own."""
    outsiders.invite(address=KIM.lower())

    def count(tx):
        rotated = Vault.from_base64(["bm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm5ubm4=", KEY])
        later = Tx(tx.session, rotated, tx.workspace, tx.now)
        other = Tx(tx.session, rotated, tx.workspace + 1, tx.now)
        return [outside.count_open(each, [KIM]) for each in (tx, later, other)]

    assert company.look(count) == [{KIM: 1}, {KIM: 1}, {}]
    assert "kim" not in company.look(addresses.mark, KIM)


async def at_once(company):
    """A hundred people ask one address in one moment; five get through."""
    names = [f"U_MANY{number}" for number in range(100)]
    company.look(
        save_profiles, [Profile(one, one, "Europe/London", "en", "colleague", True) for one in names]
    )
    askers = [company.look(person_by_slack_id, name) for name in names]
    known = forms.askable(company.app.house.texts)

    async def attempt(asker):
        try:
            house = company.app.house
            return await house.transact(company.workspace, asking.ask, asker, known, new_ask(company, KIM))
        except FormErrors as errors:
            return errors.sentences["outsiders"].text

    results = await asyncio.gather(*map(attempt, askers))
    refused = {result for result in results if isinstance(result, str)}

    assert sum(isinstance(result, asking.SentAsk) for result in results) == 5
    assert refused == {"%(names)s already has %(most)s open questions. Choose somebody else this time."}
    assert company.look(outside.count_open, [KIM]) == {KIM: 5}


async def test_of_a_hundred_people_who_ask_one_address_at_once_five_get_through(company):
    """On SQLite, one after the other."""
    await at_once(company)


async def test_five_of_a_hundred_get_through_on_postgres_too(company_on_postgres):
    """There they really run at the same time."""
    await at_once(company_on_postgres)


async def ask_outside(company):
    """Emma asks two people outside and looks at her question; the tokens of the links."""
    await company.emma.command("/feedback vraag de demo")
    company.emma.fill(outsiders="jo@client.example\nkim@client.example", form="external")
    await company.emma.submit()
    words = company.emma.modal.words
    await company.emma.press("Bekijk hoe het ervoor staat")
    return [piece.split()[0] for piece in words.split("/f/")[1:]]


async def test_cancelling_a_question_to_people_outside_ends_it_whole(company, outsiders):
    """Nobody can be added any more, and the links show what a link that never was shows."""
    tokens = await ask_outside(company)
    assert "[Mensen toevoegen]" in company.emma.modal.words
    await company.emma.press("feedback.cancel")
    pages = [await outsiders.outsider(token).get() for token in (*tokens, "never")]

    assert "[Mensen toevoegen]" not in company.emma.modal.words
    with pytest.raises(ClientRefused):
        await company.emma.press("feedback.open_add")
    assert {(page.status_code, page.content) for page in pages} == {(404, pages[-1].content)}


async def test_cancelled_one_by_one_in_home_it_is_over_too(company):
    """After the last of them."""
    await ask_outside(company)
    await company.emma.close_modal(all_views=True)
    await company.emma.open_home()
    await company.emma.press("outside.cancel")
    await company.emma.command("/feedback list")
    await company.emma.press("feedback.open_asked")
    assert "[Mensen toevoegen]" in company.emma.modal.words
    await company.emma.close_modal(all_views=True)
    await company.emma.press("outside.cancel", in_=company.emma.home)
    await company.emma.command("/feedback list")
    await company.emma.press("feedback.open_asked")

    assert "[Mensen toevoegen]" not in company.emma.modal.words


async def test_after_an_answer_cancelling_still_ends_it_whole(company, outsiders):
    """One answered, which stays; the other's link ends, and an old form to add people says so."""
    tokens = await ask_outside(company)
    await company.emma.press("feedback.open_add")
    form = company.slack.stack("U_EMMA").pop()
    await outsiders.outsider(tokens[0]).post(**{f"question_{number}": "fine" for number in range(1, 4)})
    await company.emma.press("feedback.cancel")
    company.slack.modals["U_EMMA"].append(form)
    company.emma.fill(outsiders="new@client.example")
    result = await company.emma.submit()

    assert "Deze vraag is gesloten" in str(result.errors)
    (found,) = company.look(feedback_asked.asks_of, company.person("U_EMMA").id, offset=0, limit=5)
    assert found.is_cancelled
