"""Every screen of feedback, with the longest and oddest data, in both languages, within Slack's limits."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.features.feedback import (
    forms,
    reading,
    views,
    views_answers,
    views_asked,
    views_asking,
    views_inbox,
    views_item_messages,
    views_items,
    views_messages,
    views_pause,
    views_reading,
)
from bot.features.feedback.asked import Asked
from bot.features.feedback.asking import SentAsk
from bot.features.feedback.rules_answers import Hint, Period
from bot.features.feedback.service_inbox import Given, Inbox, Wanted
from bot.features.feedback.service_items import Opened
from bot.features.feedback.views_hints import hints_view
from bot.people import Named
from bot.slack.blocks import home
from bot.texts import LANGUAGES, load_texts
from playground.validation import check_message, check_view
from storage.feedback import Answer, Share
from storage.feedback_asked import Ask
from storage.feedback_asks import AskGiver, Form, Question
from storage.feedback_drafts import Draft
from storage.feedback_inbox import Choices
from storage.feedback_questions import BackQuestion
from storage.goals import Goal
from storage.outside import Invited
from storage.pairs import Pair

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
LONG = ("*<!channel>* &amp; 🌱 " * 200)[:3000]
TEXTS = load_texts()
FORM = Form(
    "own",
    {"en": LONG[:70], "nl": LONG[:70]},
    (Question({"en": LONG[:300], "nl": LONG[:300]}, required=True),) * 5,
)
STATES = ("open", "answered", "declined", "expired", "cancelled", "closed")


def goal(number):
    """One with the longest title there is."""
    return Goal(
        number, 1, "development", LONG[:150], None, None, None, None, "on_track", 0, NOW, None, None, None
    )


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


def pairs(employee, partner):
    """A manager, a matrix manager and a coach."""
    roles = enumerate(("manager", "matrix", "coach"))
    return [Pair(number, employee, partner, role, "active", NOW) for number, role in roles]


def readers(owner, partner):
    """Everybody a readers line can name."""
    named = pairs(owner, partner)
    return Named(owner, named, named, may_share=True, everybody_if_posted=True)


def message_is_good(message):
    body = {"text": message.text, "blocks": [block.to_dict() for block in message.blocks]}
    assert check_message(body) == []


def test_forms(t, asked, lee):
    """Filled with everything the command could bring."""
    filled = views_asking.Filled(date(2026, 2, 16), ["U_LEE"] * 40, ["@" + "x" * 200] * 20, LONG)
    goals = [goal(number) for number in range(1, 101)]

    for form in forms.askable(TEXTS):
        full = replace(filled, form=form, goal=7, own=[LONG[:300]] * 5, outsiders=LONG[:2000])
        view_is_good(views_asking.ask_form(t, forms.askable(TEXTS), full, goals=goals, outside=True))
    view_is_good(views_asking.add_form(t, 1, people=1, outside=5))
    view_is_good(views_asking.ask_form(t, forms.askable(TEXTS), views_asking.Filled(date(2026, 2, 16))))
    draft = Draft((LONG,) * 5, True, False, NOW)
    view_is_good(views_answers.answer_form(t, asked(), readers(asked().asker, lee), draft))
    view_is_good(views_answers.answer_form(t, asked(), Named(asked().asker)))
    view_is_good(hints_view(t, "feedback.hints", "feedback.go_back", 1, lee, list(Hint)))
    view_is_good(views.later_form(t, 1))
    view_is_good(views.decline_form(t, asked()))
    addresses, tokens = ["a" * 240 + "@example.com"] * 5, ["x" * 43] * 5
    sent = SentAsk(1, [lee] * 5, addresses, tokens, date(2026, 2, 16))
    view_is_good(views_asking.sent_view(t, sent))
    view_is_good(views_asking.sent_view(t, sent, ["https://example.com/f/" + "x" * 43] * 5))
    view_is_good(views_pause.pause_form(t, date(2026, 2, 2), date(2026, 2, 28)))
    view_is_good(views_pause.pause_form(t, date(2026, 2, 2), None))
    message_is_good(views.unknown_word(t, "ask"))


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
        views_item_messages.answered(t, [answer]),
        views_item_messages.answered(t, [answer] * 40),
        views_item_messages.taken_back(t, answer),
        views_item_messages.thanked(t, answer),
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
    three = pairs(emma, lee)
    thread = [BackQuestion(n, 1, LONG[:500], NOW, LONG[:2000], NOW) for n in range(5)]
    some = [
        Opened(answer, emma),
        Opened(answer, emma, three, [], thread),
        Opened(replace(answer, author=None, outsider="x" * 254), emma, three, [Share(lee, NOW, NOW)]),
        Opened(replace(answer, only_owner=True, changed_at=NOW, thanked_at=NOW, taken_at=NOW), emma, three),
        Opened(answer, lee, thread=[replace(thread[0], reply=None, replied_at=None)], may_change=True),
    ]
    for opened in some:
        for page in (0, 1, views_items.LAST):
            view_is_good(views_items.answer_view(t, opened, page))
    view_is_good(views_items.question_form(t, answer))
    view_is_good(views_items.reply_form(t, thread[0], answer))
    view_is_good(views_answers.change_form(t, answer, readers(emma, lee)))
    view_is_good(views_answers.change_form(t, replace(answer, only_owner=True), Named(emma)))
    view_is_good(views_reading.reason_view(t, asked()))


def test_inbox_and_given(t, answer, emma):
    """Every filter with more than Slack's list holds, and nothing at all."""
    names = forms.names(TEXTS)
    choices = Choices(
        list(names), [(n, LONG) for n in range(1, 150)], [replace(emma, id=n) for n in range(150)]
    )
    wanted = Wanted(Period.THIS_YEAR, "sbi", 149, 149, 3)
    at = reading.Paged(3, 50)
    view_is_good(views_inbox.inbox_view(t, emma, Inbox(wanted, [answer] * 10, at, 500, choices), names))
    empty = Inbox(Wanted(), [], reading.Paged(0, 1), 0, Choices([], [], []))
    view_is_good(views_inbox.inbox_view(t, emma, empty, names))
    view_is_good(views_inbox.given_view(t, emma, Given([replace(answer, changed_at=NOW)] * 10, at)))
    view_is_good(views_inbox.given_view(t, emma, Given([], reading.Paged(0, 1))))


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
        shared_page=reading.Paged(1, 3),
    )
    first = reading.Paged(0, 1)

    view_is_good(views_reading.list_view(t, emma, full))
    view_is_good(views_reading.list_view(t, emma, reading.Overview([], [], first, [], first, [], first)))
    for blocks in (
        views_reading.home_section(t, emma, full.owed, full.owed, [answer] * 3),
        views_reading.home_section(t, emma, [], [], []),
    ):
        assert check_view(home(blocks).to_dict(), method="views.publish") == []


@pytest.mark.parametrize("remark", [None, "Done."])
def test_the_screen_of_a_question(t, asked, emma, remark):
    """Five colleagues and five people outside, in every state; and a question to nobody but outside."""
    givers = tuple(asked(state, number=number) for number, state in enumerate(STATES[:5], 1))
    states = ("open", "answered", "declined", "expired", "cancelled")
    invited = [
        Invited(
            number, 1, 1, emma, FORM, None, date(2026, 2, 16), "a" * 254, "en", state, "line", NOW, NOW, NOW
        )
        for number, state in enumerate(states, 11)
    ]
    ask = Ask(1, emma.id, FORM, LONG[:300], 1, date(2026, 2, 16), NOW, givers)
    full = Asked(ask, LONG[:150], invited, {2: 1, 12: 2}, people=1, outside=1)
    closed = replace(
        full, ask=replace(ask, context=None, givers=()), goal=None, invited=[], people=0, outside=0
    )

    view_is_good(views_asked.asked_view(t, emma, full, remark=remark))
    view_is_good(views_asked.asked_view(t, emma, closed, remark=remark))
    message_is_good(views_messages.resent(t, asked()))
    assert not any(block.type == "actions" for block in views_messages.resent(t, asked("answered")).blocks)


def test_named_forms_are_offered_with_what_they_need():
    """Never the anonymous or unsolicited ones; the goal's and the external one where they make sense."""
    every = forms.askable(TEXTS)

    assert list(forms.offered(every, goals=False, outside=False)) == [
        "start_stop_continue",
        "tops_tips",
        "sbi",
        "project",
        "presentation",
        "own",
    ]
    assert {*every} - {*forms.offered(every, goals=False, outside=False)} == {"goal", "external"}
