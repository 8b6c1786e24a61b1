"""Every screen about talks with the longest and oddest data, in both languages, within Slack's limits."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.features.talks import closing_views, digest, home_views, views
from bot.features.talks.calendar_words import event_of
from bot.features.talks.closing import Recorded
from bot.features.talks.rules import Hint
from bot.slack.blocks import home
from bot.talks import Planned, Side
from bot.texts import LANGUAGES, load_texts
from bot.topics import Agenda
from playground.validation import check_message, check_view
from storage.agreements import Agreement
from storage.pairs import Pair
from storage.proposals import Moment, Proposal
from storage.talks import Talk

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
LONG = ("*<!channel>* &amp; 🌱 " * 200)[:300]
TEXTS = load_texts()


@pytest.fixture(params=LANGUAGES)
def t(request):
    return TEXTS.of(request.param)


@pytest.fixture
def side(company):
    emma, mark = (replace(company.person(one), name=LONG[:200]) for one in ("U_EMMA", "U_MARK"))
    return Side(Pair(2**62, emma, mark, "manager", "active", NOW), emma, mark)


@pytest.fixture
def talk():
    return Talk(
        2**62, 2**62, "planned", True, NOW, 90, 2**61, LONG[:200], None, None, None, LONG, (), 1, None, None
    )  # fmt: skip


PROPOSAL = Proposal(
    2**61,
    2**62,
    1,
    90,
    "open",
    NOW,
    None,
    tuple(Moment(2**60 + n, NOW + timedelta(days=n)) for n in (1, 2, 3)),
)


def test_planning(t, side, talk):
    """The form for a manager of 120, the proposal in every state, the nudge, the talk's own screen."""
    sides = [replace(side, pair=replace(side.pair, id=number)) for number in range(1, 121)]
    form = views.plan_form(t, sides, chosen=sides[0], proposed=NOW, talk=talk)
    assert check_view(form.to_dict(), method="views.open") == []
    found = Planned(PROPOSAL, talk, side)
    messages = [
        views.proposed(t, side, PROPOSAL, state=state, talk=talk, now=NOW)
        for state in ("open", "passed", "replaced", "accepted", "moved", "cancelled")
    ]
    messages += [
        views.planned(t, found, state=state, event=event_of(t, found))
        for state in ("on", "moved", "cancelled")
    ]
    messages += [
        views.cancelled(t, found, why=why, may_plan=True) for why in ("by_me", "by_other", "left", "ended")
    ]
    messages += [views.nudge(t, side, state, NOW) for state in ("due", "planned", "proposed_by_me")]
    messages.append(views.sent(t, side.me, side.other, [NOW] * 3, list(Hint)))
    for message in messages:
        assert (
            check_message({"text": message.text, "blocks": [one.to_dict() for one in message.blocks]}) == []
        )
    later = views.planned_blocks(t, side, talk, Agenda(45), now=NOW - timedelta(days=1))
    assert check_view(views.talk_screen(t, later).to_dict(), method="views.open") == []


def test_closing(t, side, talk):
    """The question, the forms and the agreements, at their longest."""
    written = [
        Agreement(2**50 + n, talk.id, 1, LONG, side.me.id, date(2026, 12, 31), "agreed") for n in range(3)
    ]
    for by in (side.me.id, side.other.id):
        seen = Recorded(replace(talk, recorded_by=by), side, written)
        assert check_view(closing_views.agreements_screen(t, seen).to_dict(), method="views.open") == []
        form = closing_views.record_form(t, seen, digest.tip("agreements"), NOW)
        assert check_view(form.to_dict(), method="views.open") == []
    assert check_view(closing_views.not_held_form(t, 2**61).to_dict(), method="views.open") == []
    for state in ("ask", "held_by_me", "held", "skipped_by_me", "skipped_by_other"):
        message = closing_views.close(t, Planned(PROPOSAL, talk, side), state=state)
        assert (
            check_message({"text": message.text, "blocks": [one.to_dict() for one in message.blocks]}) == []
        )


def test_home(t, side):
    """Forty pairs and forty agreements: cut, and the soonest first."""
    lines = [
        home_views.Line(side, state, NOW + timedelta(days=40 - number))
        for number in range(10)
        for state in ("planned", "none", "over", "held")
    ]
    todo = [Agreement(n, 1, 1, LONG, side.me.id, date(2026, 3, 1), "agreed") for n in range(1, 41)]
    blocks = home_views.section_of(t, side.me, lines, todo, now=NOW)

    assert len(blocks) < 30
    assert check_view(home(blocks).to_dict(), method="views.publish") == []
