"""Check-ins: with a form, in one tap from Home and from a message, dropping, reopening, and the trend."""

from datetime import UTC, datetime

import pytest
from goal_steps import add, copy_into, kept

from bot.features.goals import service_check_ins
from storage import goal_history


def history(company, goal):
    lines, _ = company.look(goal_history.history_of, goal.id, limit=50)
    return [(line.what, line.state, line.progress) for line in reversed(lines)]


async def test_one_tap_in_home_is_a_check_in(company):
    """The state changes, the progress stays; Home shows it, nobody is written to, no modal opens."""
    emma = company.emma
    await emma.open_home()
    await add(emma)
    await emma.press("Loopt gevaar", in_=emma.home)
    assert "Loopt gevaar\n░░░░░░░░░░ 0 %" in emma.home
    await company.later(minutes=5)
    (goal,) = kept(company)
    await emma.press("goals.tap_progress", value=f"{goal.id}:40", in_=emma.home)
    assert "Loopt gevaar\n▓▓▓▓░░░░░░ 40 %" in emma.home
    await company.later(minutes=5)
    await emma.press("Klaar", in_=emma.home)

    assert history(company, goal) == [
        ("made", "on_track", 0),
        ("checked", "at_risk", 0),
        ("checked", "at_risk", 40),
        ("checked", "done", 100),
    ]
    assert emma.modal is None
    assert emma.inbox == company.mark.inbox == []
    assert "Learn to say no" not in emma.home


async def test_the_same_tap_twice_is_one_check_in_and_two_different_ones_are_two(company):
    """Within a second: kept in order when they differ, counted once when they say the same."""
    emma, goal_of = company.emma, lambda: kept(company)[0]
    await emma.open_home()
    await add(emma)
    for label in ("Op koers", "Op koers", "Loopt gevaar", "Loopt gevaar", "Op koers"):
        await emma.press(label, in_=emma.home)
    assert [state for _, state, _ in history(company, goal_of())[1:]] == ["on_track", "at_risk", "on_track"]
    await company.later(minutes=2)
    await emma.press("Op koers", in_=emma.home)

    assert len(history(company, goal_of())) == 5


@pytest.mark.parametrize("step", ["105", "-10", "abc", "", "55", "1e1"])
async def test_a_forged_step_of_progress_is_refused(company, step):
    """What Home does not offer is not kept, and whoever sent it is told."""
    emma = company.emma
    await emma.open_home()
    await add(emma)
    (goal,) = kept(company)
    offer(emma.home, f"{goal.id}:{step}")
    await emma.press("goals.tap_progress", value=f"{goal.id}:{step}", in_=emma.home)

    assert "stappen van tien" in emma.modal
    assert kept(company)[0].checked_at is None


def offer(screen, value):
    """Put an option in Home's select that the app did not put there."""
    for block in screen.shown.blocks:
        element = block.get("accessory") or {}
        if element.get("action_id") == "goals.tap_progress":
            element["options"][0]["value"] = value


async def test_a_tap_on_somebody_elses_goal_is_not_there(company):
    """A copied value of a button or select changes nothing."""
    await add(company.emma, "Geheim")
    await company.lee.open_home()
    await add(company.lee, "Own")
    (goal,) = kept(company)
    for action_id in ("goals.tap_on_track", "goals.tap_done", "goals.drop"):
        copy_into(company.lee.home, action_id, goal.id)
        await company.lee.press(action_id, in_=company.lee.home)
        assert "not here any more" in company.lee.modal
        await company.lee.close_modal()
    offer(company.lee.home, f"{goal.id}:50")
    await company.lee.press("goals.tap_progress", value=f"{goal.id}:50", in_=company.lee.home)

    assert "not here any more" in company.lee.modal
    assert kept(company) == [goal]


async def test_dropping_asks_why(company):
    """Without a line the form stays; with one the goal is dropped, keeps its reason and leaves Home."""
    emma = company.emma
    await emma.open_home()
    await add(emma, "Iets anders")
    await emma.press("Met een regel …", in_=emma.home)
    emma.fill(state="dropped")
    result = await emma.submit()
    assert "waarom je met dit doel stopt" in result.errors["line"]
    await emma.close_modal()
    await emma.press("Stoppen …", in_=emma.home)
    assert "Wie leest dit: alleen jij." in emma.modal
    emma.fill(line="Een ander doet het")
    await emma.submit()

    (goal,) = kept(company)
    assert (goal.state, goal.checked_line) == ("dropped", "Een ander doet het")
    assert "Iets anders" not in emma.home.text


async def test_a_blank_reason_is_no_reason(company):
    """White space drops nothing."""
    await company.emma.open_home()
    await add(company.emma)
    await company.emma.press("Stoppen …", in_=company.emma.home)
    company.emma.fill(line="   ")
    result = await company.emma.submit()

    assert list(result.errors) == ["line"]
    assert kept(company)[0].is_open


async def test_a_closed_goal_is_reopened_where_it_was(company):
    """From done and from dropped; the history says so, and the reason stays readable."""
    emma, person = company.emma, company.person("U_EMMA")
    await add(emma)
    (goal,) = kept(company)
    company.look(service_check_ins.tap, person, goal.id, progress="70")
    company.look(service_check_ins.tap, person, goal.id, state="done")
    await emma.command("/goals done")
    await emma.press("Openen")
    await emma.press("Heropenen", times=2)
    assert "Op koers\n▓▓▓▓▓▓▓░░░ 70 %" in emma.modal
    assert "heropende dit doel" in emma.modal
    await emma.press("Stoppen …")
    emma.fill(line="Toch niet")
    await emma.submit()
    assert "Toch niet" in emma.modal
    await emma.press("Heropenen")

    (goal,) = kept(company)
    assert (goal.state, goal.progress) == ("on_track", 70)
    assert [what for what, _, _ in history(company, goal)].count("reopened") == 2


async def test_an_old_button_does_not_reopen_what_is_closed(company):
    """On track in an old message says kindly that the goal is done; done on done changes nothing."""
    emma = company.emma
    await add(emma, due="2026-02-19")
    await company.until(datetime(2026, 2, 12, 8, 30, tzinfo=UTC))
    (goal,) = kept(company)
    (message,) = emma.inbox
    old = [dict(block) for block in message.blocks]
    await emma.press("Klaar", in_=message)
    message.blocks[:] = old
    await emma.press("Op koers", in_=message)
    assert "al klaar" in emma.ephemerals[-1].words
    await emma.press("Klaar", in_=message)

    assert history(company, goal)[1:] == [("checked", "done", 100)]
    assert len(emma.ephemerals) == 1


@pytest.mark.parametrize(
    ("field", "value"), [("progress", "105"), ("progress", "abc"), ("progress", "-10"), ("state", "great")]
)
async def test_a_forged_check_in_is_refused_at_its_field(company, field, value):
    """Nothing is kept of it."""
    await add(company.emma)
    await company.emma.open_home()
    await company.emma.press("goals.check_in")
    company.emma.modal.shown.state[field]["value"] = {"selected_option": {"value": value}}
    result = await company.emma.submit()

    assert list(result.errors) == [field]
    assert kept(company)[0].checked_at is None


async def test_the_trend_stands_in_list_goal_and_home(company):
    """A small bar and words, from the beginning to now; a change of words is no point of it."""
    emma, person = company.emma, company.person("U_EMMA")
    await emma.open_home()
    await add(emma)
    (goal,) = kept(company)
    for progress in ("20", "60", "40"):
        await company.later(days=1)
        company.look(service_check_ins.tap, person, goal.id, progress=progress)
    await emma.command("/goals")
    await emma.press("Openen")
    await emma.press("Aanpassen")
    emma.fill(title="Anders")
    await emma.submit()
    shown = "▁▂▅▃ van 0 % naar 40 % sinds 2 februari 2026"
    assert shown in emma.modal
    await emma.close_modal()

    assert shown in emma.modal
    assert shown in emma.home


async def test_a_long_history_is_paged(company):
    """The goal shows the newest lines; all of them stand in a view of their own."""
    emma, person = company.emma, company.person("U_EMMA")
    await add(emma)
    (goal,) = kept(company)
    for number in range(50):
        line = f"Regel {number}."
        company.look(service_check_ins.check_in, person, goal.id, state="on_track", progress="10", line=line)
    await emma.command("/goals")
    await emma.press("Openen")
    assert "Regel 49." in emma.modal
    assert "Regel 40." not in emma.modal
    await emma.press("Alles bekijken")
    for number in (49, 29, 9):
        assert f"Regel {number}." in emma.modal
        assert f"Regel {number + 1}." not in emma.modal
        if number > 9:
            await emma.press("Eerder")
    assert "maakte dit doel" in emma.modal
    assert "[Eerder]" not in emma.modal
    await emma.press("Nieuwste")

    assert "Regel 49." in emma.modal
