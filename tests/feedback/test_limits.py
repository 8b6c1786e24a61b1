"""How much one person can be asked, and who takes no questions for a while."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.errors import FormErrors
from bot.features.feedback import asking, forms
from bot.features.feedback.rules import longest_pause, month_end
from storage import feedback_asks
from storage.people import Profile, person_by_slack_id, save_profiles


async def test_of_a_hundred_people_who_ask_the_same_colleague_at_once_five_get_through(company):
    """The others are told who is full; nothing of theirs is sent."""
    await ask_at_once(company)


async def test_five_of_a_hundred_get_through_on_postgres_too(company_on_postgres):
    """There they really run at the same time."""
    await ask_at_once(company_on_postgres)


async def ask_at_once(company):
    """A hundred people ask Lee in one moment."""
    names = [f"U_MANY{number}" for number in range(100)]
    profiles = [Profile(name, name, "Europe/London", "en", "colleague", True) for name in names]
    company.look(save_profiles, profiles)
    askers = [company.look(person_by_slack_id, name) for name in names]
    known = forms.askable(company.app.house.texts)
    new = asking.NewAsk(["U_LEE"], "tops_tips", None, company.clock.now().date() + timedelta(days=14))

    async def ask(asker):
        try:
            return await company.app.house.transact(company.workspace, asking.ask, asker, known, new)
        except FormErrors as errors:
            return errors.sentences["givers"].text

    results = await asyncio.gather(*map(ask, askers))
    await company.app.settle()

    sent = [result for result in results if isinstance(result, asking.SentAsk)]
    assert len(sent) == 5
    assert {result for result in results if result not in sent} == {
        "%(names)s already has %(most)s open questions. Choose somebody else this time."
    }
    assert len(company.look(feedback_asks.open_of_givers, [company.person("U_LEE").id])) == 5
    assert len(company.lee.inbox) == 5


async def pause(actor, **values):
    """Through the command and the form."""
    await actor.command("/feedback pause")
    actor.fill(**values)
    return await actor.submit()


async def test_who_pauses_is_not_asked_until_the_month_is_over(company, desk):
    """The asker sees until when, in their own language, keeps what was typed, and can ask again after it."""
    await desk.ask(company.mark, "U_ANNA")
    await pause(company.anna)
    assert "You get no new questions for feedback until 28 February 2026." in company.anna.modal
    await company.anna.close_modal()
    refused = await desk.ask(company.emma, "U_LEE", "U_ANNA")
    assert refused.errors["givers"] == (
        "Anna Smit beantwoordt geen vragen tot en met 28 februari 2026. Kies deze keer iemand anders."
    )
    assert company.emma.modal.field("context").value == "the client demo"
    assert company.lee.inbox == []
    await company.emma.close_modal()
    assert len(company.anna.inbox) == 1
    await company.until(datetime(2026, 3, 1, 9, tzinfo=UTC))

    assert (await desk.ask(company.emma, "U_ANNA")).ok


async def test_a_pause_is_ended_from_its_form_and_from_home(company, desk):
    """Twice is as good as once."""
    await pause(company.noor, last_day="2026-05-02")
    await company.noor.close_modal()
    await company.noor.open_home()
    assert "Je krijgt geen nieuwe feedbackvragen tot en met 2 mei 2026." in company.noor.home
    await company.noor.press("Pauze beëindigen", times=2)
    assert "Je krijgt geen nieuwe feedbackvragen" not in company.noor.home
    assert "Vragen pauzeren" in company.noor.home
    await pause(company.noor)
    await company.noor.press("Pauze beëindigen")

    assert "De pauze is voorbij" in company.noor.modal
    assert (await desk.ask(company.lee, "U_NOOR")).ok


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-02-01", "This day is past."),
        ("2026-05-03", "more than three months away"),
        ("never", "This is not a date."),
    ],
)
async def test_a_wrong_last_day_is_said_at_its_field(company, desk, day, said):
    """Yesterday, too far, or no date at all."""
    await company.lee.command("/feedback pauze")
    company.lee.modal.shown.state["last_day"]["value"] = {"selected_date": day}
    result = await company.lee.submit()

    assert said in result.errors["last_day"]
    assert (await desk.ask(company.anna, "U_LEE")).ok


async def test_until_another_day_needs_the_day(company):
    """The choice alone does not say when."""
    result = await pause(company.lee, until="day")

    assert result.errors == {"last_day": "Choose the last day as well."}


async def test_a_resend_leaves_who_pauses_in_peace(company, desk):
    """Their open question stays open, and nothing new comes."""
    await desk.ask(company.lee, "U_ANNA")
    await pause(company.anna)
    await company.lee.command("/feedback list")
    await company.lee.press("feedback.open_asked")
    await company.lee.press("feedback.resend")

    assert "They take no questions for now." in company.lee.modal
    assert len(company.anna.inbox) == 1


async def test_several_reasons_are_told_at_once(company, desk):
    """Full, paused and a guest: each by name."""
    for asker in ("U_MARK", "U_EMMA", "U_NOOR", "U_SAM"):
        await desk.ask(company.act(asker), "U_LEE")
    await desk.ask(company.sam, "U_LEE", about="another")
    await pause(company.noor)
    await company.anna.command("/feedback ask the demo")
    result = await desk.give(company.anna, "givers", ["U_LEE", "U_NOOR", "U_GUEST"])

    said = result.errors["givers"]
    assert "Lee Carter already has 5 open questions." in said
    assert "Noor Bakker does not answer questions until 28 February 2026." in said
    assert "Guest Person is a guest" in said


def test_the_longest_pause_ends_with_a_month_that_is_shorter():
    """From 30 November three months go to the last day of February."""
    assert longest_pause(date(2026, 11, 30)) == date(2027, 2, 28)
    assert month_end(date(2028, 2, 3)) == date(2028, 2, 29)
