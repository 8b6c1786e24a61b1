"""What people see after a talk, at its longest and oddest, in both languages, within Slack's limits."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.features.talks import after_views, closing_views, list_views, screens_service, views
from bot.features.talks.afterwards import After
from bot.hours import weekend
from bot.talks import Planned, Side
from bot.texts import LANGUAGES, load_texts
from playground.validation import check_message, check_view
from storage.agreements import Agreement
from storage.pairs import Pair
from storage.proposals import Moment, Proposal
from storage.pulses import Pulse
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


def talk(state, **more):
    heard = {"employee_heard": LONG, "partner_heard": LONG}
    aims = {"employee_aim": LONG[:200], "partner_aim": LONG[:200]}
    return Talk(
        2**62, 2**62, state, True, NOW, 240, 2**61, LONG[:200], "held", "held", None, LONG, (), 1, None, NOW,
        **aims, **heard, **more,
    )  # fmt: skip


def fits(message):
    return check_message({"text": message.text, "blocks": [one.to_dict() for one in message.blocks]}) == []


def test_everything_below_a_talk_that_was_held(t, side):
    """Lines, pulses of six talks, buttons and the next date; and the forms behind the buttons."""
    pulses = [
        Pulse(2**60 + n, person.id, 5, 5, NOW + timedelta(days=90 * n))
        for n in range(6)
        for person in (side.me, side.other)
    ]
    for next_at in (NOW, None):
        seen = After(talk("confirmed"), side, next_at, pulses)
        screen = views.talk_screen(t, after_views.after_blocks(t, seen))
        assert check_view(screen.to_dict(), method="views.open") == []
    seen = After(talk("held"), side, NOW, [])
    for form in (
        after_views.heard_form(t, seen),
        after_views.pulse_form(t, seen),
        after_views.skip_form(t, side),
        closing_views.not_held_form(t, 2**61),
    ):
        assert check_view(form.to_dict(), method="views.open") == []


def test_messages(t, side):
    """Reminders, a talk skipped, two answers that contradict, every answer to the question."""
    one = Agreement(2**50, 2**62, 1, LONG, side.me.id, date(2026, 12, 31), "agreed")
    assert all(fits(after_views.reminder(t, side, one, state=state)) for state in ("halfway", "due", "done"))
    assert all(fits(after_views.passed_over(t, side, has_line=line)) for line in (True, False))
    assert all(fits(after_views.done(t, what, "x")) for what in ("heard", "skipped"))
    plan = Proposal(2**61, 2**62, 1, 45, "accepted", NOW, None, (Moment(1, NOW),))
    found = Planned(plan, talk("planned"), side)
    for state in ("unclear", "held", "skipped"):
        assert all(fits(closing_views.unclear(t, found, state=state, i_held=held)) for held in (True, False))
    for state in ("moved_by_me", "moved_by_other", "unclear_i_held", "unclear_i_skipped", "skipped_by_me"):
        assert fits(closing_views.close(t, found, state=state))


def test_the_list(t, side):
    """A full page of talks in every state, with both buttons to turn it; and an empty one."""
    states = ("planned", "held", "confirmed", "skipped", "planned") * 3
    rows = [(side, replace(talk(state), starts_at=NOW if n % 4 else None)) for n, state in enumerate(states)]
    for page, shown in ((0, []), (1, rows[:11]), (0, rows[:3])):
        view = list_views.talk_list(
            t, [side, side], shown, page=page, now=NOW + timedelta(days=1), is_free=weekend
        )
        assert check_view(view.to_dict(), method="views.open") == []


async def test_the_list_costs_the_same_for_one_and_for_many(company):
    """One pair or five: as many queries."""
    t = TEXTS.of("nl")
    mark, counts = company.person("U_MARK"), []
    for employees in ((), ("U_NOOR", "U_LEE", "U_SAM", "U_ANNA")):
        for employee in employees:
            company.pair(employee, "U_MARK")
        with company.app.house.database.count_queries() as counter:
            company.look(screens_service.listed, mark, t)
        counts.append(counter.count)

    assert counts[0] == counts[1]
    assert counts[0] <= 6
