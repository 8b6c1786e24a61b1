"""Every screen of a preparation with the longest and oddest data, in both languages, fits in Slack."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.features.preparation import views, views_form, views_messages, views_questions
from bot.features.preparation.service import Seen
from bot.questions import library
from bot.talks import Planned, Side
from bot.texts import LANGUAGES, load_texts
from playground.validation import check_message, check_view
from storage.pairs import Pair
from storage.preparations import MYSELF, Answer, Preparation, Progress
from storage.proposals import Proposal
from storage.talks import Talk

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
ODD = "*<!channel>* &amp; 🌱 "
TEXTS = load_texts()
LIBRARY = max(library(), key=lambda one: len(library()[one].text["nl"]))


@pytest.fixture(params=LANGUAGES)
def t(request):
    return TEXTS.of(request.param)


@pytest.fixture
def seen(company):
    """Five questions, their own as long as they can be, each answered at full length."""
    emma, mark = (replace(company.person(one), name=(ODD * 20)[:200]) for one in ("U_EMMA", "U_MARK"))
    side = Side(Pair(2**62, emma, mark, "manager", "active", NOW), emma, mark)
    talk = Talk(
        2**62, 2**62, "planned", True, NOW, 90, 2**61, None, None, None, None, None, (), 1, None, None
    )
    asked = [
        (MYSELF, None),
        (LIBRARY, None),
        ("gone_from_the_library", None),
        *[(None, (ODD * 20)[:300])] * 2,
    ]
    answers = tuple(
        Answer(2**62 + place, place, *one, (ODD * 200)[:2500], is_shared=place % 2 == 0, read_at=NOW)
        for place, one in enumerate(asked, start=1)
    )
    mine = Preparation(2**60, talk.id, emma.id, None, 2**31, answers)
    return Seen(talk, side, mine, answers, is_open=False, may_write=True)


def states(seen):
    """Every way a preparation can stand."""
    ready = replace(seen.mine, ready_at=NOW)
    ended = replace(seen.side, pair=replace(seen.side.pair, state="ended"))
    return {
        "writing": seen,
        "ready": replace(seen, mine=ready),
        "open": replace(seen, mine=ready, is_open=True, may_write=False),
        "undated": replace(seen, talk=replace(seen.talk, starts_at=None, state="due")),
        "over": replace(seen, may_write=False),
        "ended": replace(seen, side=ended, is_open=True, may_write=False),
    }


def test_the_screen_in_every_state(t, seen):
    """It fits, says the state it is in, and shows nothing of the other but when it is open."""
    for state, one in states(seen).items():
        assert views.state_of(one) == state
        screen = views.screen(t, one).to_dict()
        assert check_view(screen, method="views.open") == []
        headers = [block for block in screen["blocks"] if block["type"] == "header"]
        assert len(headers) == (2 if state == "open" else 1)


def test_the_form_and_the_questions(t, seen):
    """The form, the list of questions and the questions of each theme fit."""
    themes = {one.theme for one in library().values()}
    drawn = [views_form.form(t, seen), views_questions.questions(t, seen)]
    drawn += [views_questions.pick(t, seen, seen.mine.answers[3].id, theme) for theme in themes]
    drawn += [views_questions.pick(t, seen, None, "made up")]

    for view in drawn:
        assert check_view(view.to_dict(), method="views.open") == []


def test_what_was_typed_stands_in_rich_text_alone(t, seen):
    """No sentence of ours has a typed text in its mrkdwn."""
    for one in states(seen).values():
        for view in (views.screen(t, one), views_form.form(t, one), views_questions.questions(t, one)):
            for block in view.to_dict()["blocks"]:
                if block["type"] in {"section", "context"}:
                    assert "<!channel>" not in str(block)


def test_messages_and_home(t, seen):
    """The messages in every state, and Home's lines."""
    plan = Proposal(2**61, seen.talk.id, 1, 90, "accepted", NOW, None, ())
    found = Planned(plan, seen.talk, seen.side)
    for state in ("writing", "ready", "open", "moved", "cancelled"):
        message = views_messages.begin(t, found, state=state)
        assert check_message({"text": message.text, "blocks": [b.to_dict() for b in message.blocks]}) == []
    for state in ("open", "moved", "cancelled"):
        message = views_messages.both_ready(t, found, state=state)
        assert check_message({"text": message.text, "blocks": [b.to_dict() for b in message.blocks]}) == []
    for progress in (None, Progress(is_ready=False, are_both_ready=False, answered=2, asked=4)):
        line = views_messages.home_line(t, seen.side, 2**62, "…", state="writing", progress=progress)
        line.validate_json()
