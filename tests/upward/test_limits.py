"""How much the people of a team are asked, and that the limit tells nobody who answered."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from upward_team import TEAM, Team

from bot import askable
from bot.errors import FormErrors
from bot.features.feedback import asking, forms
from bot.features.upward import service
from storage import feedback_pauses
from storage.people import Profile, person_by_slack_id, save_profiles


def ask_with_names(company, asker, giver, about):
    """Ask somebody with names; return what the asker is told at the field, or None."""
    day = company.clock.now().date() + timedelta(days=10)
    new = asking.NewAsk([giver], "tops_tips", about, day)
    known = forms.askable(company.app.house.texts)
    try:
        company.look(asking.ask, company.person(asker), known, new)
    except FormErrors as errors:
        return company.app.house.texts.of("en").sentence(errors.sentences["givers"])
    return None


def fill_up(company, giver, count):
    """Give somebody that many open questions."""
    for number in range(count):
        assert ask_with_names(company, "U_MARK", giver, f"thing {number}") is None


def pause(company, slack_id):
    company.look(feedback_pauses.pause, company.person(slack_id).id, datetime(2026, 2, 28, tzinfo=UTC).date())


async def test_who_is_full_or_pauses_is_named_and_nobody_is_asked(company, team):
    """At the field, in the words of asking with names; then the others are asked."""
    fill_up(company, "U_ANNA", 5)
    pause(company, "U_SAM")
    await company.app.settle()
    before = [len(giver.inbox) for giver in team.people]
    result = await team.ask(*TEAM)
    assert result.errors["givers"] == (
        "Anna Smit heeft al 5 feedbackvragen openstaan. Kies deze keer iemand anders. "
        "Sam Rivera beantwoordt geen vragen tot en met 28 februari 2026. Kies deze keer iemand anders."
    )
    assert [len(giver.inbox) for giver in team.people] == before
    company.mark.fill(givers=["U_EMMA", "U_LEE", "U_NOOR"])

    assert (await company.mark.submit()).ok
    assert len(company.noor.inbox) == before[2] + 1


@pytest.mark.usefixtures("team")
async def test_the_form_leaves_them_out_and_says_so(company):
    """Who can be asked stands there; who cannot is named below it."""
    fill_up(company, "U_ANNA", 5)
    await company.mark.command("/goodtalk upward")

    assert set(company.mark.modal.field("givers").value) == set(TEAM) - {"U_ANNA"}
    assert "Niet ingevuld, want al vijf vragen open of even geen vragen: @Anna Smit." in company.mark.modal


@pytest.mark.usefixtures("team")
async def test_with_too_few_left_there_is_no_form(company):
    """Three of five pause: two would be left, and an answer could be traced."""
    for slack_id in ("U_ANNA", "U_SAM", "U_LEE"):
        pause(company, slack_id)
    await company.mark.command("/goodtalk upward")

    assert "te weinig mensen" in company.mark.modal
    assert "@Lee Carter" in company.mark.modal
    assert company.mark.modal.callback_id == "upward.status"


@pytest.mark.usefixtures("team")
async def test_a_pause_that_comes_later_is_told_with_what_is_left(company):
    """Somebody pauses while the form is open, and too few are left."""
    pause(company, "U_ANNA")
    pause(company, "U_SAM")
    await company.mark.command("/goodtalk upward")
    pause(company, "U_LEE")
    result = await company.mark.submit()

    assert "Zonder hen blijven er minder dan 3 mensen over." in result.errors["givers"]


async def test_the_limit_is_the_same_for_who_answered_and_who_did_not(company, team):
    """Four named questions and the anonymous one are five, until it ends for everybody in one moment."""
    await team.ask()
    for giver in ("U_LEE", "U_ANNA"):
        fill_up(company, giver, 4)
    await team.answer(company.lee, "text")
    told = [ask_with_names(company, "U_NOOR", giver, "more") for giver in ("U_LEE", "U_ANNA")]
    assert told == [
        f"{name} already has 5 open questions. Choose somebody else this time."
        for name in ("Lee Carter", "Anna Smit")
    ]
    await team.answer(company.emma, "text")
    await team.answer(company.noor, "text")
    await company.mark.open_home()
    await company.mark.press("upward.cancel", in_=company.mark.home)

    assert ask_with_names(company, "U_NOOR", "U_LEE", "more") is None
    assert ask_with_names(company, "U_NOOR", "U_ANNA", "more") is None


async def test_who_answers_says_no_or_is_silent_has_the_same_room(company, team):
    """What is counted does not move, by neither an answer nor a "No thanks"."""
    await team.ask()
    people = [company.person(slack_id) for slack_id in TEAM]
    before = company.look(askable.rooms, people)
    await team.answer(company.lee, "text")
    await company.anna.press("upward.decline", in_=team.question(company.anna))

    assert company.look(askable.rooms, people) == before
    assert {room.open for room in before.values()} == {1}


async def test_a_pause_during_the_round_changes_nothing_of_it(company, team):
    """Who pauses after being asked is reminded like everybody, and can still answer."""
    await team.ask()
    pause(company, "U_LEE")
    await company.until(datetime(2026, 2, 9, 14, tzinfo=UTC))

    assert len(team.told(company.lee)) == len(team.told(company.emma)) == 2
    assert (await team.answer(company.lee, "text")).ok


async def at_once(company):
    """Mark asks his team while a hundred others ask Lee; the rule counts both."""
    Team(company)
    names = [f"U_MANY{number}" for number in range(100)]
    company.look(
        save_profiles, [Profile(one, one, "Europe/London", "en", "colleague", True) for one in names]
    )
    askers = [company.look(person_by_slack_id, name) for name in names]
    mark, day = company.person("U_MARK"), company.clock.now().date() + timedelta(days=10)
    house = company.app.house
    known = forms.askable(house.texts)
    anonymous = service.anonymous_form(house.texts.content["feedback_templates"])

    async def attempt(work, *args):
        try:
            return await house.transact(company.workspace, work, *args)
        except FormErrors:
            return None

    named = [attempt(asking.ask, one, known, asking.NewAsk(["U_LEE"], "sbi", None, day)) for one in askers]
    upward = attempt(service.ask, mark, anonymous, service.NewRound(list(TEAM), None, day))
    await asyncio.gather(*named[:50], upward, *named[50:])
    lee = company.person("U_LEE")

    assert company.look(askable.rooms, [lee])[lee.id].open == askable.MOST_OPEN


async def test_anonymous_and_named_questions_at_once_are_five_together(company):
    """One after the other on SQLite."""
    await at_once(company)


async def test_anonymous_and_named_questions_at_once_are_five_together_on_postgres(company_on_postgres):
    """There they really run at the same time."""
    await at_once(company_on_postgres)
