"""Every screen of feedback, with the longest and oddest data, in both languages, within Slack's limits."""

from datetime import UTC, date, datetime

import pytest

from bot.features.feedback import forms, reading, views, views_messages, views_reading
from bot.slack.blocks import home
from bot.texts import LANGUAGES, load_texts
from playground.validation import check_message, check_view
from storage.feedback import Answer, Share
from storage.feedback_asked import Ask
from storage.feedback_asks import AskGiver, Form, Question

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
LONG = ("*<!channel>* &amp; 🌱 " * 200)[:3000]
TEXTS = load_texts()
FORM = Form(
    "own",
    {"en": LONG[:70], "nl": LONG[:70]},
    (Question({"en": LONG[:300], "nl": LONG[:300]}, required=True),) * 5,
)
STATES = ("open", "answered", "declined", "expired", "cancelled", "closed")


@pytest.fixture(params=LANGUAGES)
def t(request):
    return TEXTS.of(request.param)


@pytest.fixture
def emma(company):
    return company.person("U_EMMA")


@pytest.fixture
def lee(company):
    return company.person("U_LEE")


@pytest.fixture
def asked(emma, lee):
    def make(state="open", number=1):
        return AskGiver(
            number,
            number,
            emma,
            lee,
            FORM,
            LONG[:300],
            date(2026, 2, 16),
            NOW,
            state,
            LONG[:300],
            NOW,
            NOW,
            0,
            None,
        )

    return make


@pytest.fixture
def answer(emma, lee):
    return Answer(1, emma, lee, FORM, LONG[:300], (LONG,) * 5, NOW, None)


def view_is_good(view):
    assert check_view(view.to_dict(), method="views.open") == []


def message_is_good(message):
    body = {"text": message.text, "blocks": [block.to_dict() for block in message.blocks]}
    assert check_message(body) == []


def test_forms(t, asked, lee):
    """Filled with everything the command could bring."""
    known = views.Prefill(date(2026, 2, 16), ["U_LEE"] * 40, ["@" + "x" * 200] * 20, LONG)

    view_is_good(views.ask_form(t, forms.askable(TEXTS), known))
    view_is_good(views.ask_form(t, forms.askable(TEXTS), views.Prefill(date(2026, 2, 16))))
    view_is_good(views.answer_form(t, asked(), lee, texts=[LONG] * 5))
    view_is_good(views.answer_form(t, asked(), None))
    view_is_good(views.later_form(t, 1))
    view_is_good(views.decline_form(t, 1))
    view_is_good(views.asked_view(t, [lee] * 5, date(2026, 2, 16)))
    message_is_good(views.unknown_word(t, "ask", typed_one=True))


@pytest.mark.parametrize("state", STATES)
def test_messages_in_every_state(t, asked, answer, lee, state):
    """What is over has no buttons any more."""
    ask = asked(state)
    messages = [views_messages.asked(t, ask), views_messages.later(t, ask)]
    for message in messages:
        has_buttons = any(block.type == "actions" for block in message.blocks)
        assert has_buttons is (state == "open")
    messages += [
        views_messages.reminder(t, [ask] * 5),
        views_messages.reminder(t, []),
        views_messages.answered(t, answer),
        views_messages.declined(t, ask),
        views_messages.expired(t, [ask] * 5),
        views_messages.missed(t, ask),
        views_messages.left(t, lee),
    ]
    for message in messages:
        message_is_good(message)
        assert LONG[:20] not in message.text


def test_reading(t, asked, answer, emma, lee):
    """Five answers of 3,000 characters; shared, not shared, no manager, the manager wrote it."""
    for manager, shared in ((lee, None), (emma, None), (emma, Share(emma, NOW, NOW)), (None, None)):
        view_is_good(views_reading.answer_view(t, reading.Opened(answer, True, manager, shared), emma))
    view_is_good(views_reading.answer_view(t, reading.Opened(answer, False, None, None), lee))
    view_is_good(views_reading.reason_view(t, asked()))


def test_lists(t, asked, answer, emma):
    """Full pages, and nothing at all."""
    full = reading.Overview(
        owed=[asked(number=n) for n in range(40)],
        asked=[
            Ask(n, 1, FORM, LONG[:300], 1, date(2026, 2, 16), NOW, tuple(asked(state) for state in STATES))
            for n in range(1, 11)
        ],
        asked_page=reading.Paged(1, 3),
        received=[answer] * 10,
        received_page=reading.Paged(2, 3),
        shared=[answer] * 10,
    )
    first = reading.Paged(0, 1)

    view_is_good(views_reading.list_view(t, emma, full))
    view_is_good(views_reading.list_view(t, emma, reading.Overview([], [], first, [], first, [])))
    for blocks in (
        views_reading.home_section(t, emma, full.owed, full.owed, [answer] * 3),
        views_reading.home_section(t, emma, [], [], []),
    ):
        assert check_view(home(blocks).to_dict(), method="views.publish") == []


def test_only_named_forms_for_colleagues_are_offered():
    """Not the anonymous, external, unsolicited or goal's."""
    assert list(forms.askable(TEXTS)) == [
        "start_stop_continue",
        "tops_tips",
        "sbi",
        "project",
        "presentation",
    ]
