"""Every screen about messages, with the longest and oddest data, in both languages, within Slack's limits."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from slack_sdk.models.blocks import Block

from bot.calendars import Days
from bot.feature import Message
from bot.features import FEATURES
from bot.features.nudges import views, views_admin, views_settings
from bot.features.nudges.rules_days import MOST_DAYS
from bot.features.nudges.service import Why, counted_kinds
from bot.features.nudges.service_admin import CompanyDays, Log
from bot.features.nudges.service_settings import Settings
from bot.slack.blocks import actions, button, home, section
from bot.slack.bundle_views import MENU, menu_of, together, with_menu
from bot.texts import LANGUAGES, load_texts
from playground.validation import check_message, check_view
from storage.delivery_log import Line, OwnLine

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Amsterdam")
TEXTS = load_texts()
KINDS = counted_kinds(FEATURES)
STATES = ("due", "sending", "sent", "unknown", "parked", "dropped")


@pytest.fixture(params=LANGUAGES)
def t(request):
    return TEXTS.of(request.param)


@pytest.fixture
def emma(company):
    return company.person("U_EMMA")


def settings(*, away=None, country="NL"):
    return Settings(Days(country, frozenset(), away), country, away, frozenset(KINDS))


def refused(message):
    return check_message({"text": message.text, "blocks": [block.to_dict() for block in message.blocks]})


def test_menu_beside_a_message(t):
    """With and without putting off; beside the first line, or below where that is taken."""
    plain = Message("x", [section("x"), actions(button("a", "probe.a", 1))])
    taken = Message("x", [section("x", accessory=button("a", "probe.a", 1))])

    for may_wait in (True, False):
        menu = menu_of(t, 2**62, may_wait=may_wait)
        for message in (plain, taken):
            assert not refused(with_menu(message, menu))


def test_bundle_of_the_most(t):
    """24 lines with a button each, in one message; block ids that are there twice are given up."""
    blocks: list[Block] = [section("x" * 3000), actions(button("a", "probe.a", 1), block_id="same")]
    message = together(t, [Message("x" * 3000, blocks)] * 24, menu=menu_of(t, 1, may_wait=True))

    assert len(message.text) <= 3000
    assert len(message.blocks) <= 50
    assert not refused(message)


def test_forms_and_notices(t):
    """Why, snooze, stop, and what they answer."""
    many = list(KINDS)
    every_other_day = [date(2026, 1, 1) + timedelta(days=2 * n) for n in range(MOST_DAYS)]
    shown = [
        views.why_view(t, Why(many, "NL"), KINDS),
        views.why_view(t, Why(many[:1], None), KINDS),
        views.snooze_form(t, 2**62, date(2026, 2, 3)),
        views.stop_form(t, many, KINDS),
        views_settings.settings_form(t, settings(away=date(2026, 3, 13)), KINDS),
        views_settings.settings_form(t, settings(country=None), KINDS),
        views_settings.saved(t, settings(away=date(2026, 3, 13))),
        views_admin.days_form(t, CompanyDays("NL", every_other_day)),
        views_admin.days_form(t, CompanyDays(None, [])),
        views_admin.days_kept(t, CompanyDays("NL", [date(2026, 5, 15)])),
    ]  # fmt: skip

    assert [check_view(view.to_dict(), method="views.open") for view in shown] == [[]] * len(shown)
    for message in (
        views.put_off(t, NOW, ZONE),
        views.stopped(t, many[0], KINDS[many[0]]),
        views.stopped_several(t, many, KINDS),
        views.resumed(t, KINDS[many[0]]),
    ):
        assert not refused(message)


def test_home(t):
    """There, away, and with everything stopped."""
    for known in (settings(), settings(away=date(2026, 3, 13)), settings(country=None)):
        assert not check_view(home(views_settings.home_section(t, known)).to_dict(), method="views.publish")


async def test_lists(t, emma):
    """Twelve lines in every state, from the first page and from a later one; and none."""
    own = [
        OwnLine(n, "talks.digest", STATES[n % 6], NOW, NOW, NOW if n % 2 else None, "x" * 80)
        for n in range(12)
    ]
    who = [(emma, None), (None, "*Noord* <!channel>"), (None, None)]
    lines = [
        Line(n, "k" * 40, audience, STATES[n % 6], NOW, NOW, "x" * 80, *who[n % 3])
        for n, audience in enumerate(("person", "team", "email", "channel") * 3)
    ]
    counts = dict.fromkeys(STATES, 10**6)

    shown = [
        views_settings.own_messages(t, emma, own, {}, page=1, has_more=True),
        views_settings.own_messages(t, emma, [], {}, page=0, has_more=False),
        views_admin.log_view(t, emma, Log(lines, counts, "parked", 1, has_more=True), {"k" * 40: "n" * 75}),
        views_admin.log_view(t, emma, Log([], {}, None, 0, has_more=False), {}),
    ]
    assert [check_view(view.to_dict(), method="views.open") for view in shown] == [[]] * 4


def test_the_menu_is_the_one_that_is_heard():
    """The courier and the feature mean the same action."""
    assert any(MENU in feature.actions for feature in FEATURES)
