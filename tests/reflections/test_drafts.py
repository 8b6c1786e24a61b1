"""Drafts of a reflection: kept on every step, in every window, over a restart; or thrown away."""

import pytest

from bot.features import FEATURES
from bot.wiring import build
from storage.reflection_copies import CopyRow
from storage.reflections import ReflectionRow

ODD = '*bold* <!channel> &amp; #read("x") $y$ _z_ 😀 :smile: مرحبا'


@pytest.mark.parametrize("how", ["close", "expired", "save", "back"])
async def test_a_draft_is_kept_on_every_step(company, past, writer, how):
    """Closed, lost with its window, saved or gone back: reopening goes on where it was, with everything."""
    past.goal()
    past.note()
    emma = company.emma
    await emma.command("/reflect")
    emma.fill(goals=[], notes=emma.modal.field("notes").options)
    await emma.submit()
    emma.fill(proud="half a th", learned=ODD)
    match how:
        case "close":
            await emma.close_modal()
        case "expired":
            await emma.press("Concept bewaren")
            company.slack.modals["U_EMMA"] = []
        case "save":
            await emma.press("Concept bewaren", times=2)
            await emma.close_modal()
        case "back":
            await emma.press("Terug")
            assert emma.modal.field("goals").value == []
            await emma.submit()
            await emma.close_modal()
    await company.later(days=3)
    await emma.command("/reflect")
    assert "Stap 2 van 3" in emma.modal
    assert emma.modal.field("proud").value == "half a th"
    assert emma.modal.field("learned").value == ODD
    await emma.press("Terug")

    assert emma.modal.field("goals").value == []
    assert emma.modal.field("notes").value == emma.modal.field("notes").options
    assert writer.count(ReflectionRow) == 1
    assert len(emma.inbox) == 0


async def test_the_last_step_is_kept_as_well_and_home_says_so(company):
    """Closing the third step; Home and the list offer to go on."""
    emma = company.emma
    await emma.open_home()
    assert "Reflectie schrijven" in emma.home
    await emma.command("/reflect")
    await emma.submit()
    await emma.submit()
    emma.fill(help="Time", topics="One\nTwo")
    await emma.close_modal()
    assert "Je bent aan een reflectie begonnen." in emma.home
    await emma.press("Verder schrijven", in_=emma.home)

    assert "Stap 3 van 3" in emma.modal
    assert emma.modal.field("help").value == "Time"
    assert emma.modal.field("topics").value == "One\nTwo"


async def test_looking_in_and_closing_keeps_nothing(company, past, writer):
    """Nothing was decided, so there is no draft."""
    past.goal()
    await company.emma.command("/reflect")
    await company.emma.close_modal()

    assert writer.drafts() is None


async def test_ticks_of_a_first_step_that_is_closed_are_kept(company, past):
    """Something was decided, so it is a draft."""
    past.goal()
    await company.emma.command("/reflect")
    company.emma.fill(goals=[])
    await company.emma.close_modal()
    await company.emma.command("/reflect")

    assert company.emma.modal.field("goals").value == []


async def test_two_windows_keep_each_others_parts(company, writer):
    """A window that is closed late wipes out nothing that was kept since; Next keeps its own part."""
    emma = company.emma
    await emma.command("/reflect")
    await emma.submit()
    emma.fill(proud="from the phone")
    await emma.press("Concept bewaren")
    phone = company.slack.modals["U_EMMA"]
    company.slack.modals["U_EMMA"] = []
    await emma.command("/reflect")
    emma.fill(proud="from the laptop")
    await emma.submit()
    emma.fill(help="Time")
    await emma.press("Concept bewaren")
    laptop = company.slack.modals["U_EMMA"]
    company.slack.modals["U_EMMA"] = phone
    await emma.close_modal()
    assert writer.drafts().draft.proud == "from the laptop"
    company.slack.modals["U_EMMA"] = laptop
    await emma.submit()

    assert "from the laptop" in emma.modal
    assert writer.count(ReflectionRow) == 1


async def test_a_window_of_a_reflection_that_is_finished_says_so(company, writer):
    """On another device it was finished: nothing is written twice, and the sentence says where it is."""
    emma = company.emma
    await emma.command("/reflect")
    await emma.submit()
    emma.fill(proud="Done")
    await emma.submit()
    other = company.slack.modals["U_EMMA"]
    company.slack.modals["U_EMMA"] = []
    await emma.command("/reflect")
    await emma.submit()
    await emma.close_modal()
    company.slack.modals["U_EMMA"] = other
    emma.fill(help="Late")
    result = await emma.submit()
    assert "in een ander venster afgerond" in result.errors["next_goal"]
    await emma.close_modal()

    assert writer.drafts() is None
    assert writer.count(CopyRow) == 1


async def test_a_restart_in_between_loses_nothing(company, past):
    """Another process with the same database goes on with the window that is open."""
    past.goal()
    emma = company.emma
    await emma.command("/reflect")
    emma.fill(goals=[])
    await emma.submit()
    emma.fill(proud="Before the restart")
    await company.app.close()
    company.app = build(company.app.house.settings, clock=company.clock, features=FEATURES)
    company.slack.connect(company.app.web)
    company.slack.after_action = company.app.settle
    await company.app.start()
    await emma.submit()
    emma.fill(help="Time")
    await emma.submit()
    await company.app.close()

    assert "Before the restart" in emma.modal
    assert "Learn to say no" not in emma.modal


async def test_a_draft_can_be_thrown_away(company, writer):
    """After a confirmation, once; the next reflection begins empty."""
    emma = company.emma
    await emma.command("/reflect")
    await emma.submit()
    emma.fill(proud="No")
    await emma.press("Concept bewaren")
    await emma.press("Weggooien", confirm=False)
    assert writer.drafts() is not None
    await emma.press("Weggooien", times=2)
    assert "Het concept is weg." in emma.modal
    assert writer.drafts() is None
    await emma.press("Reflectie schrijven")

    assert "Stap 1 van 3" in emma.modal
