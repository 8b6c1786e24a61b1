"""Every screen of topics with the longest and oddest data, in both languages, fits in Slack."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.features.topics import views
from bot.features.topics.service import Board, Saved
from bot.features.topics.views import Shown
from bot.questions import EMPLOYEE, MANAGER, Wording, fits, library, themes
from bot.slack.agenda_views import agenda_blocks
from bot.talks import Side
from bot.texts import LANGUAGES, load_texts
from playground.validation import check_message, check_view
from storage.pairs import Pair
from storage.talks import Talk
from storage.topics import FOCUS, PARKED, Topic

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
ODD = "*<!channel>* &amp; 🌱 "
TEXTS = load_texts()
LONGEST = max(library().values(), key=lambda one: len(one.text["nl"]))


@pytest.fixture(params=LANGUAGES)
def t(request):
    return TEXTS.of(request.param)


def topic(number, state):
    theme = list(themes())[number % 8] if number % 9 else None
    title, question = (ODD * 20)[:150], (ODD * 20)[:300]
    own = (LONGEST.id, None) if number % 2 else (None, question)
    return Topic(2**62 + number, 2**62, 1, None, state, number, theme, 240, title, *own, 2**31, NOW, NOW)


@pytest.fixture
def board(company):
    """Three topics in focus and fifty for later, each as long as it can be, in a talk that is too short."""
    emma, mark = (replace(company.person(one), name=(ODD * 20)[:200]) for one in ("U_EMMA", "U_MARK"))
    side = Side(Pair(2**62, emma, mark, "manager", "active", NOW), emma, mark)
    talk = Talk(
        2**62, 2**62, "planned", True, NOW, 15, 2**61, None, None, None, None, None, (), 1, None, None
    )
    focus = [replace(topic(number, FOCUS), author_id=emma.id) for number in (1, 4, 6)]
    parked = [replace(topic(number, PARKED), author_id=mark.id) for number in range(7, 57)]
    return Board(side, talk, focus, parked)


def drawn(t, board):
    """Every page of the screen, planned, over or without a date, and everything that opens from it."""
    readers, three = [board.side.other.id], [LONGEST] * 3
    for one in (board, replace(board, frozen=True), replace(board, talk=None), replace(board, focus=[])):
        for page in (0, 3, 6, 100):
            yield views.screen(t, one, three, readers=readers, page=page, remark=ODD * 20)
    for one in (board, replace(board, frozen=True)):
        yield views.form(t, one, views.empty_form(one), readers=readers, meta={"pair": 2**62})
        shown = views.form_of_topic(board.focus[1], t.language)
        yield views.form(t, one, shown, readers=[], meta={"pair": 2**62}, topic=board.focus[1])
        yield views.form(t, one, Shown("x", "wellbeing", -5), readers=readers, meta={"pair": 2**62})
    for wording in (None, *Wording):
        yield views.saved(t, Saved(2**62, 2**62, wording, kept_for_later=True), below="V1")
    yield views.choose(t, [(board.side, number % 4) for number in range(120)])


def test_everything_fits(t, board):
    """No screen, form or message is more than Slack takes."""
    for view in drawn(t, board):
        assert check_view(view.to_dict(), method="views.open") == []
    blocks = [one.to_dict() for one in agenda_blocks(t, board.side, board.agenda)]
    assert check_message({"text": "x", "blocks": blocks}) == []


def test_what_was_typed_stands_in_rich_text_alone(t, board):
    """No sentence of ours has a typed text in its mrkdwn."""
    for page in range(7):
        for block in views.screen(t, board, [], readers=[], page=page).to_dict()["blocks"]:
            if block["type"] in {"section", "context"}:
                assert "<!channel>" not in str(block)


def test_a_theme_shows_what_fits_the_reader(t, board):
    """Exactly the questions of the reader's side, and "no medical details" where it belongs."""
    for theme, asker in itertools.product([*themes(), "made up"], [EMPLOYEE, MANAGER]):
        view = views.library_view(t, board.side, theme, asker=asker, meta={}).to_dict()
        assert check_view(view, method="views.open") == []
        offered = [
            block["accessory"]["value"]
            for block in view["blocks"]
            if block.get("accessory", {}).get("action_id") == views.USE
        ]
        chosen = themes().get(theme) or next(iter(themes().values()))
        assert offered
        assert offered == [one.id for one in chosen.questions if fits(one, asker)]
        assert (t("No medical details") in str(view["blocks"])) == chosen.health_notice
