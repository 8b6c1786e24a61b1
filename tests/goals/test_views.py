"""Every screen about goals, with the longest and oddest data, in both languages, within Slack's limits."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.features.goals import (
    views_actions,
    views_detail,
    views_forms,
    views_home,
    views_list,
    views_proposals,
    views_reminders,
    views_shared,
)
from bot.features.goals.rules import NextAction
from bot.features.goals.rules_trend import Trend
from bot.features.goals.service import Detail, FormData, History, Page, Wanted
from bot.features.goals.service_actions import ActionData
from bot.features.goals.service_proposals import Proposals, ToAnswer, ToPropose
from bot.features.goals.service_shared import Shared
from bot.features.goals.views_forms import Filled
from bot.slack.blocks import home
from bot.texts import LANGUAGES, load_texts
from playground.validation import check_message, check_view
from storage.feedback_goals import GoalAnswer
from storage.goal_actions import GoalAction
from storage.goal_history import HistoryLine
from storage.goal_proposals import GoalProposal, ProposedText
from storage.goal_reminders import Reminded
from storage.goal_sharing import Reading
from storage.goals import Goal

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
LONG = ("*<!channel>* &amp; 🌱 " * 200)[:3000]
TEXTS = load_texts()


@pytest.fixture(params=LANGUAGES)
def t(request):
    return TEXTS.of(request.param)


@pytest.fixture
def emma(company):
    return company.person("U_EMMA")


def action(number: int, *, done: bool = False) -> GoalAction:
    return GoalAction(number, 1, LONG, date(2026, 12, 31), NOW if done else None)


def goal(number: int = 1, **values) -> Goal:
    usual = {
        "owner": 1,
        "kind": "development",
        "title": LONG[:150],
        "why": LONG,
        "measure": LONG,
        "due": date(2026, 12, 31),
        "shared_with": None,
        "state": "at_risk",
        "progress": 60,
        "created_at": NOW,
        "checked_at": NOW,
        "checked_line": LONG[:500],
        "next_action": action(1),
    }
    return Goal(**{"id": number, **usual, **values})


TREND = Trend("up", 0, 60, NOW, "▁▂▃▄▅▆▇█")
COUNTS = {("development", "on_track"): 400, ("professional", "done"): 100}


def page(goals, number=2) -> Page:
    return Page(goals, {one.id: TREND for one in goals}, Wanted(number), 50, 500, COUNTS)


def proposal(emma, number: int = 1, **values) -> GoalProposal:
    text = ProposedText("development", LONG[:150], LONG, LONG, date(2026, 12, 31), LONG, date(2026, 3, 9))
    usual = {"state": "open", "reason": LONG[:500], "goal": 5, "created_at": NOW, "ended_at": None}
    return GoalProposal(
        **{
            "id": number,
            "proposer": emma,
            "owner": emma,
            "text": text,
            "are_partners": True,
            **usual,
            **values,
        }
    )


def test_a_full_page_fits(t, emma):
    """Ten goals with everything in them."""
    view = views_list.goal_list(t, emma, page([goal(number) for number in range(1, 11)])).to_dict()

    assert check_view(view, method="views.update") == []
    assert len(view["blocks"]) <= 100


def test_a_goal_with_everything_fits(t, emma):
    """More actions and history than are shown, all as long as can be."""
    before = {"title": LONG[:150], "why": LONG, "measure": None, "action_1": LONG, "due": "2026-03-01"}
    lines = [
        HistoryLine("changed", emma.id, NOW, "at_risk", 60, LONG[:500], before, 9),
        HistoryLine("checked", emma.id, NOW, "at_risk", 60, LONG[:500], {}, 8),
    ] * 3
    answers = [GoalAnswer(number, "U_LEE", lines[0].at, number % 2 == 0) for number in range(1, 11)]
    done = [action(i, done=i % 2 == 0) for i in range(40)]
    reads = [Reading(emma, NOW)] * 5
    full = Detail(goal(), TREND, done, lines, 300, {emma.id: emma}, [emma], True, answers, 40, reads)

    view = views_detail.goal_detail(t, full, emma, below={"page": 3}).to_dict()

    assert check_view(view, method="views.update") == []
    assert len(view["blocks"]) <= 100
    history = views_detail.goal_history(t, History(goal(), lines[:2] * 10, {emma.id: emma}, 40, 20), emma)
    assert check_view(history.to_dict(), method="views.update") == []
    assert len(history.blocks) <= 100


def test_forms_fit(t, emma):
    """Filled in with the longest texts, and empty."""
    form = FormData(goal(), emma, [emma])
    ten, many = [goal(i, owner=3) for i in range(1, 11)], {i: replace(emma, id=i) for i in range(200)}
    three = Filled(LONG[:150], why=LONG, measure=LONG, actions=[NextAction(LONG, date(2026, 3, 9))] * 3)
    for shown in (
        views_forms.goal_form(t, form, views_forms.filled_from(goal(), emma.id)),
        views_forms.goal_form(t, FormData(None, None, []), Filled()),
        views_forms.goal_form(t, FormData(None, emma, [emma]), three, meta={"page": 1}),
        views_forms.check_in_form(t, goal(), [emma], meta={"page": 1}),
        views_forms.drop_form(t, goal(), [emma], meta={"page": 1}),
        views_forms.saved(t, goal(measure=None, due=None, next_action=None), meta={}),
        views_actions.action_form(t, ActionData(goal(), action(1), [emma]), meta={"page": 1}),
        views_actions.action_form(t, ActionData(goal(), None, [emma]), meta={}),
        views_proposals.propose_form(
            t, ToPropose([replace(emma, id=i) for i in range(200)], emma), title=LONG[:150], why=LONG
        ),
        views_proposals.propose_form(t, ToPropose([emma], None), title=None, why=None),
        views_proposals.answer_form(t, ToAnswer(proposal(emma), FormData(None, emma, [emma]))),
        views_proposals.decline_form(t, proposal(emma)),
        views_proposals.answer_view(t, proposal(emma, state="declined")),
        views_proposals.proposed_note(t, proposal(emma)),
        views_proposals.proposed_list(
            t, Proposals([proposal(emma, i, state="declined") for i in range(1, 11)], 2, 9, frozenset())
        ),
        views_proposals.proposed_list(t, Proposals([proposal(emma)], 1, 1, frozenset())),
        views_proposals.proposed_list(t, Proposals([proposal(emma, state="accepted")], 1, 1, frozenset({5}))),
        views_proposals.proposed_list(t, Proposals([], 1, 1, frozenset())),
        views_shared.shared_list(t, emma, Shared(ten, {1: TREND}, many, 3, 2, 9, 90)),
        views_shared.shared_list(t, emma, Shared([], {}, {}, None, 1, 1, 0)),
    ):
        assert check_view(shown.to_dict(), method="views.update") == []


def test_home_fits(t, emma):
    """The section of Home with five goals, three proposals and every button."""
    five = [goal(number) for number in range(1, 6)]
    waiting = [proposal(emma, number) for number in range(1, 4)]
    shown = views_home.InHome(five, 500, {one.id: TREND for one in five}, waiting, True, True, 2, 40)

    section = views_home.home_section(t, emma, shown)

    assert check_view(home(section).to_dict(), method="views.publish") == []
    assert len(section) <= 36


def test_messages_fit(t, emma):
    """The reminder with everything in every state, and the messages about a proposal; none shows a word."""
    messages = [views_reminders.outdated(t)]
    for state in ("on_track", "done", "dropped"):
        for moved in (True, False):
            one = goal(state=state)
            found = [Reminded(one, None, moved), Reminded(one, action(1), moved)] * 10
            found.append(Reminded(one, action(2, done=True), moved))
            messages += [
                views_reminders.reminder(t, some, today=NOW.date(), since=NOW) for some in (found, found[:1])
            ]
    for state in ("open", "accepted", "declined", "withdrawn", "ended"):
        found = proposal(emma, state=state)
        messages.append(views_proposals.proposed_message(t, found))
        for left, may_open in ((False, False), (False, True), (True, False)):
            messages.append(views_proposals.answered_message(t, found, left=left, may_open=may_open))

    for message in messages:
        blocks = [block.to_dict() for block in message.blocks]
        assert check_message({"channel": "D1", "text": message.text, "blocks": blocks}) == []
        assert "channel" not in message.text + str(blocks)


def test_every_sentence_speaks_dutch(emma):
    """No English is left on a Dutch screen."""
    t = TEXTS.of("nl")

    shown = str(views_list.goal_list(t, emma, page([goal()], 1)).to_dict())

    for english in ("Personal", "At risk", "Check in", "Open'", "Next", "Add a goal", "My goals", "by 31"):
        assert english not in shown
    shown = str(
        [
            one.to_dict()
            for one in views_home.home_section(
                t, emma, views_home.InHome([goal()], 1, {1: TREND}, [proposal(emma)], True, True, 1, 1)
            )
        ]
    )
    for english in ("On track", "Drop", "Tick", "Propose ", "proposal waits", "Show", "up from"):
        assert english not in shown
