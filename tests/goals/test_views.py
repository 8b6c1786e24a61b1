"""Every screen about goals, with the longest and oddest data, in both languages, within Slack's limits."""

from datetime import UTC, date, datetime

import pytest

from bot.features.goals import views, views_forms
from bot.features.goals.service import Detail, FormData, Page
from bot.slack.blocks import home
from bot.texts import LANGUAGES, load_texts
from playground.validation import check_message, check_view
from storage.feedback_goals import GoalAnswer
from storage.goal_actions import GoalAction
from storage.goal_history import HistoryLine
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


def test_a_full_page_fits(t):
    """Ten goals with everything in them."""
    page = Page([goal(number) for number in range(1, 11)], 2, 50, 500)

    view = views.goal_list(t, page).to_dict()

    assert check_view(view, method="views.update") == []
    assert len(view["blocks"]) <= 100


def test_a_goal_with_everything_fits(t, emma):
    """More actions and history than are shown, all as long as can be."""
    before = {"title": LONG[:150], "why": LONG, "measure": None, "action_1": LONG, "due": "2026-03-01"}
    lines = [
        HistoryLine("changed", emma.id, NOW, "at_risk", 60, None, before),
        HistoryLine("checked", emma.id, NOW, "at_risk", 60, LONG[:500], {}),
    ] * 6
    answers = [GoalAnswer(number, "U_LEE", lines[0].at, number % 2 == 0) for number in range(1, 11)]
    done = [action(i, done=i % 2 == 0) for i in range(40)]
    full = Detail(goal(), done, lines, 300, {emma.id: emma}, [emma], True, answers, 40)

    view = views.goal_detail(t, full, emma.zone, page=3).to_dict()

    assert check_view(view, method="views.update") == []
    assert len(view["blocks"]) <= 100


def test_forms_fit(t, emma):
    """Filled in with the longest texts, and empty."""
    for shown in (
        views_forms.goal_form(t, FormData(goal(), emma, [emma])),
        views_forms.goal_form(t, FormData(None, None, [])),
        views_forms.check_in_form(t, goal(), meta={"page": 1}),
        views_forms.saved(t, goal(measure=None, due=None, next_action=None), meta={}),
    ):
        assert check_view(shown.to_dict(), method="views.update") == []


def test_home_and_reminders_fit(t):
    """The section of Home, and the message in each state."""
    section = views.home_section(t, [goal(number) for number in range(1, 6)], 500)

    assert check_view(home(section).to_dict(), method="views.publish") == []
    for state in ("on_track", "done", "dropped"):
        for is_moved in (True, False):
            message = views.reminder(
                t, goal(state=state), due=date(2026, 3, 9), today=NOW.date(), is_moved=is_moved
            )
            blocks = [block.to_dict() for block in message.blocks]
            assert check_message({"channel": "D1", "text": message.text, "blocks": blocks}) == []
            assert "channel" not in message.text


def test_every_sentence_speaks_dutch():
    """No English is left on a Dutch screen."""
    t = TEXTS.of("nl")

    shown = str(views.goal_list(t, Page([goal()], 1, 2, 11)).to_dict())

    for english in ("Personal", "At risk", "Check in", "Open'", "Next", "Add a goal", "My goals", "by 31"):
        assert english not in shown
