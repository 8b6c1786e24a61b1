"""Every screen, with the longest and oddest data, in both languages, within Slack's limits."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.features.upward import views
from bot.features.upward.service import Desk, Opened, anonymous_form
from bot.slack.blocks import home
from bot.texts import LANGUAGES, load_texts
from playground.validation import check_message, check_view
from storage.upward import CANCELLED, ERASED, OPEN, OPENED, Round

LONG = ("*<!channel>* &amp; 🌱 " * 200)[:3000]
TEXTS = load_texts()
FORM = anonymous_form(TEXTS.content["feedback_templates"])


@pytest.fixture(params=LANGUAGES)
def t(request):
    return TEXTS.of(request.param)


@pytest.fixture
def found(company):
    mark = company.person("U_MARK")
    return Round(1, mark, OPEN, 3, 25, FORM, LONG[:300], date(2026, 2, 2), date(2026, 2, 16), None)


def view_is_good(view):
    assert check_view(view.to_dict(), method="views.open") == []


def message_is_good(message):
    assert (
        check_message({"text": message.text, "blocks": [block.to_dict() for block in message.blocks]}) == []
    )


def test_asking(company, t, found):
    """The form, why there is none, and what stands open."""
    people = [company.person("U_LEE")] * 40
    for known in (
        Desk(people, 3, None, [], invites_comparing=True),
        Desk([], 10, None, [], invites_comparing=False),
        Desk(people, 3, found, [found] * 3, invites_comparing=False),
    ):
        view_is_good(views.ask_view(t, known, date(2026, 2, 16)))
        assert check_view(home(views.home_section(t, known)).to_dict(), method="views.publish") == []
    view_is_good(views.sent(t, found))
    view_is_good(views.cancelled(t))


def test_messages(company, t, found):
    """25 names; what is over has no button to answer."""
    message_is_good(views.asked(t, found, [company.person("U_LEE")] * 25, "1." + "x" * 200))
    for state in (OPENED, ERASED, CANCELLED):
        over = replace(found, state=state)
        for message in (views.over(t, over), views.reminder(t, over), views.ended(t, over)):
            message_is_good(message)
            assert "upward.open_answer" not in str([block.to_dict() for block in message.blocks])
    message_is_good(views.reminder(t, found))


def test_answering(t, found):
    """With the longest context."""
    view_is_good(views.answer_form(t, found, "1." + "x" * 200))
    view_is_good(views.answered(t, found, "upward/thanks"))
    view_is_good(views.answered(t, found, "upward/declined"))


def test_reading_25_answers_of_3000_characters(t, found):
    """Nine pages of at most ten, each within the limits; a page beyond the last is the last."""
    opened = Opened(
        replace(found, state=OPENED, ended_on=datetime(2026, 2, 17, tzinfo=UTC).date()), [[LONG] * 25] * 3
    )
    for page in range(9):
        view_is_good(views.read_view(t, opened, page))

    last = views.read_view(t, opened, 8).to_dict()
    assert views.read_view(t, opened, 1000).to_dict() == last
    assert str(last).count("rich_text_quote") == 5 + 1
