"""Use cases and storage of goals, without Slack."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from goal_steps import ODD, draft

from bot.errors import FormErrors, NotThere
from bot.features.goals import (
    service,
    service_actions,
    service_check_ins,
    service_home,
    service_proposals,
    service_reminders,
    views_list,
)
from bot.features.goals.service import Wanted
from bot.people import reader
from bot.privacy import Item, Kind, may_read
from storage import goal_history, goal_periods, goals
from storage.pairs import pairs_of, set_pair_state

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
YEAR = timedelta(days=365)


@pytest.fixture
def emma(company):
    return company.person("U_EMMA")


@pytest.fixture
def mark(company):
    return company.person("U_MARK")


def add(company, person, title="Learn to say no", **values):
    return company.look(service.add, person, draft(title, **values))


def shared(mark) -> dict:
    return {"visibility": "manager", "named_manager": mark.id}


async def test_what_was_typed_comes_back_to_the_letter(company, emma):
    """Title, why, measure, action and line come out of the database as they went in."""
    goal = add(company, emma, ODD, why=ODD, measure=ODD, action=ODD)
    company.look(service_check_ins.check_in, emma, goal.id, state="at_risk", progress="30", line=ODD)

    found = company.look(service.detail, emma, goal.id)

    assert {found.goal.title, found.goal.why, found.goal.measure, found.actions[0].what} == {ODD}
    assert found.history[0].line == ODD
    assert found.goal.checked_line == ODD


async def test_nothing_typed_stands_readable_in_the_database(company, emma):
    """Who reads the file finds no word of a goal."""
    goal = add(company, emma, "Sesame title", why="Sesame why", measure="Sesame measure", action="Sesame act")
    company.look(
        service_check_ins.check_in, emma, goal.id, state="at_risk", progress="30", line="Sesame line"
    )
    company.look(service.change, emma, goal.id, draft("Sesame new"), reason="Sesame reason")
    sesame = draft("Sesame title", why="Sesame why", measure="Sesame measure", action="Sesame act")
    mark = company.person("U_MARK")
    proposal = company.look(service_proposals.propose, mark, emma.id, sesame)
    company.look(service_proposals.decline, emma, proposal.id, "Sesame no")

    def rows(tx):
        tables = ("goals", "goal_actions", "goal_history", "goal_proposals", "deliveries")
        found = [tx.session.connection().exec_driver_sql(f"SELECT * FROM {table}") for table in tables]  # noqa: S608 names of ours
        return [str(row) for result in found for row in result]

    assert not [row for row in company.look(rows) if "Sesame" in row]


async def test_only_partners_of_today_see_what_was_shared(company, emma, mark):
    """The list for others agrees with the one place that decides who reads, and ends with the pair."""
    lee, noor = company.person("U_LEE"), company.person("U_NOOR")
    company.pair("U_NOOR", "U_LEE")
    add(company, emma, "Private")
    add(company, emma, "Shared", **shared(mark))

    def seen(person):
        def both(tx):
            listed = {goal.id for goal in goals.visible_to(tx, emma.id, person.id)}
            for goal in goals.visible_to(tx, emma.id):
                with_ = frozenset({goal.shared_with} if goal.shared_with else ())
                item = Item(Kind.GOAL, owner=emma.id, author=emma.id, shared_with=with_)
                assert may_read(reader(tx, person), item) == (goal.id in listed)
            return [goal.title for goal in goals.visible_to(tx, emma.id, person.id)]

        return company.look(both)

    assert sorted(seen(emma)) == ["Private", "Shared"]
    assert seen(mark) == ["Shared"]
    assert seen(lee) == seen(noor) == []
    company.look(lambda tx: [set_pair_state(tx, pair.id, "ended") for pair in pairs_of(tx, mark.id)])
    assert seen(mark) == []


async def test_movement_tells_how_far_goals_came(company, emma):
    """From is the progress at that moment, 0 for a goal that was made later."""
    first = add(company, emma, "First")
    company.look(service_check_ins.check_in, emma, first.id, state="on_track", progress="30", line=None)
    company.clock.move_to(company.clock.now() + timedelta(days=10))
    since = company.clock.now() - timedelta(days=5)
    company.look(service_check_ins.check_in, emma, first.id, state="on_track", progress="70", line=None)
    second = add(company, emma, "Second")
    company.look(service_check_ins.check_in, emma, second.id, state="on_track", progress="20", line=None)

    moved = company.look(goals.movement, emma.id, since)

    assert moved == {first.id: (30, 70), second.id: (0, 20)}


async def test_development_goals_stand_above_work_goals(company, emma):
    """Whatever their dates and states."""
    work = add(company, emma, "Work", kind="professional", due=date(2026, 2, 3))
    grown = add(company, emma, "Grown")
    growth = add(company, emma, "Growth", due=date(2027, 1, 1))
    company.look(service_check_ins.check_in, emma, grown.id, state="done", progress="0", line=None)

    page = company.look(service.page_of, emma, Wanted(show="all"))

    assert [goal.id for goal in page.goals] == [growth.id, grown.id, work.id]


async def test_check_ins_at_the_same_moment_are_both_kept_in_order(company, emma):
    """Ten at once leave ten lines with ten numbers, and the newest is how the goal stands."""
    goal = add(company, emma)

    async def one(step):
        await company.app.house.transact(
            company.workspace,
            service_check_ins.check_in,
            emma,
            goal.id,
            state="on_track",
            progress=str(step),
            line=f"at {step}",
        )

    await asyncio.gather(*(one(step) for step in range(10, 101, 10)))

    lines, count = company.look(goal_history.history_of, goal.id, limit=50)
    assert count == 11
    assert sorted(line.line for line in lines[:-1]) == sorted(f"at {step}" for step in range(10, 101, 10))
    newest = company.look(goals.goal_by_id, goal.id)
    assert newest is not None
    assert (newest.progress, newest.checked_line) == (lines[0].progress, lines[0].line)


async def test_an_edit_keeps_what_was(company, emma):
    """The history holds the words that went and why, and nothing is written when nothing changed."""
    goal = add(company, emma, "Old", why="Because", action="First")
    new = draft("New", why="Because", due=date(2026, 3, 2))

    company.look(service.change, emma, goal.id, new, reason="Clearer")
    company.look(service.change, emma, goal.id, new, reason="Again")

    history = company.look(service.detail, emma, goal.id).history
    assert [line.what for line in history] == ["changed", "made"]
    assert history[0].before == {"title": "Old", "due": None}
    assert history[0].line == "Clearer"
    assert company.look(goals.goal_by_id, goal.id).next_action == goal.next_action


async def test_a_changed_action_leaves_what_it_said_in_the_history(company, emma):
    """Its words and its day, and nothing when nothing changed."""
    goal = add(company, emma, action="First", action_due=date(2026, 2, 9))
    action = goal.next_action
    assert action is not None

    company.look(service_actions.change_action, emma, action.id, "Second", None)
    company.look(service_actions.change_action, emma, action.id, "Second", None)
    company.look(service_actions.remove_action, emma, action.id)

    found = company.look(service.detail, emma, goal.id)
    assert [line.before for line in found.history] == [
        {"removed_action": "Second"},
        {"action_1": "First", "action_1_due": "2026-02-09"},
        {},
    ]
    assert found.actions == []


@pytest.mark.parametrize("who", ["U_LEE", "U_MARK", "U_NOOR"])
async def test_nobody_else_changes_a_goal(company, emma, mark, who):
    """A manager who may read it cannot change it either; the answer is that it is not there."""
    goal = add(company, emma, action="First", **shared(mark))
    person = company.person(who)
    assert goal.next_action is not None

    for work, args, more in (
        (service.change, (goal.id, draft()), {}),
        (service_check_ins.check_in, (goal.id,), {"state": "done", "progress": "100", "line": None}),
        (service_check_ins.drop, (goal.id, "No"), {}),
        (service_check_ins.tap, (goal.id,), {"state": "done"}),
        (service_check_ins.tap, (goal.id,), {"progress": "30"}),
        (service_check_ins.reopen, (goal.id,), {}),
        (service_actions.tick_action, (goal.next_action.id,), {"done": True}),
        (service_actions.change_action, (goal.next_action.id, "x", None), {}),
        (service_actions.remove_action, (goal.next_action.id,), {}),
        (service_actions.add_action, (goal.id, "x", None), {}),
        (service_actions.action_data, (), {"action_id": goal.next_action.id}),
        (service_actions.action_data, (), {"goal_id": goal.id}),
        (service_actions.action_data, (), {}),
        (service.with_readers, (goal.id,), {}),
        (service.form_data, (goal.id,), {}),
        (service.mine, (goal.id,), {}),
        (service.mine, (12345,), {}),
    ):
        with pytest.raises(NotThere):
            company.look(work, person, *args, **more)

    assert company.look(goals.goal_by_id, goal.id) == goal


async def test_mistakes_are_answered_at_their_fields(company, emma):
    """A refused goal is not kept."""
    wrong = draft(kind="salary", due=date(9999, 12, 31), action_due=date(2026, 1, 1))

    with pytest.raises(FormErrors) as refused:
        company.look(service.add, emma, wrong)

    assert set(refused.value.sentences) == {"kind", "due", "action_1_due", "action_1"}
    assert company.look(service.page_of, emma).count == 0


async def test_screens_cost_the_same_with_3_goals_and_with_500(company, emma):
    """List, Home and detail ask a fixed number of questions, and 500 goals page well."""
    t = company.app.house.texts.of("nl")
    counts = []
    for more in (3, 497):
        made = []

        def fill(tx, more=more, made=made):
            made += [service.add(tx, emma, draft(f"Goal {i}", action="Next")).id for i in range(more)]

        company.look(fill)
        with company.app.house.database.count_queries() as counter:
            company.look(lambda tx: views_list.goal_list(t, emma, service.page_of(tx, emma)))
            company.look(lambda tx: service_home.home_section(tx, emma, t))
            company.look(service.detail, emma, made[0])
            company.look(service.history, emma, made[0])
            company.look(goal_periods.moved_between, emma.id, NOW - YEAR, NOW + YEAR)
            company.look(goal_periods.actions_between, emma.id, NOW - YEAR, NOW + YEAR)
            company.look(goals.visible_to, emma.id)
            company.look(goals.movement, emma.id, company.clock.now())
        counts.append(counter.count)

    last = company.look(service.page_of, emma, Wanted(10**17))
    assert counts[0] == counts[1] <= 37
    assert (last.wanted.page, last.pages, last.count, len(last.goals)) == (50, 50, 500, 10)


async def test_reminders_of_one_tick_cost_a_fixed_number_of_questions_afterwards(company, emma):
    """What is owed already is not asked for again every minute."""
    for i in range(20):
        add(company, emma, f"Goal {i}", due=date(2026, 2, 12), action="x", action_due=date(2026, 2, 12))
    company.clock.move_to(datetime(2026, 2, 5, 9, tzinfo=UTC))
    company.look(service_reminders.remind)

    with company.app.house.database.count_queries() as counter:
        company.look(service_reminders.remind)

    assert counter.count == 4
