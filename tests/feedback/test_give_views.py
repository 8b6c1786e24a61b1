"""The screens of giving and thanking, with the longest and oddest data, within Slack's limits."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.features.feedback import forms_giving, views_giving, views_posts
from bot.features.feedback.rules_answers import Hint
from bot.features.feedback.rules_giving import Posting
from bot.features.feedback.service_gift_drafts import GIVE, THANKS, Begun, Place
from bot.features.feedback.service_giving import Gift
from bot.features.feedback.views_giving import Given
from bot.features.feedback.views_giving_forms import gift_form
from bot.features.feedback.views_hints import hints_view
from bot.people import Named
from bot.texts import LANGUAGES, load_texts
from playground.validation import check_message, check_view
from storage.feedback import Answer
from storage.feedback_gift_drafts import GiftDraft, Written
from storage.feedback_posts import Post
from storage.pairs import Pair
from storage.people import Person

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
LONG = ("*<!channel>* &amp; 🌱 " * 200)[:3000]
TEXTS = load_texts()


@pytest.fixture(params=LANGUAGES)
def t(request):
    return TEXTS.of(request.param)


def person(number):
    zone = ZoneInfo("Europe/Amsterdam")
    return Person(number, f"U{number}", "x" * 200, zone, "en", "colleague", True, None, None, NOW)


@pytest.fixture
def compliment():
    form = forms_giving.compliment(TEXTS)
    return Answer(1, person(1), person(2), form, None, (LONG,) * 2, NOW, None)


def view_is_good(view):
    assert check_view(view.to_dict(), method="views.open") == []


def message_is_good(message):
    body = {"text": message.text, "blocks": [block.to_dict() for block in message.blocks]}
    assert check_message(body) == []


def test_forms(t):
    """Empty, and filled with everything a command could bring."""
    givable, compliment = forms_giving.givable(TEXTS), forms_giving.compliment(TEXTS)
    pairs = [
        Pair(n, person(1), person(n), role, "active", NOW) for n, role in enumerate(("manager", "coach"))
    ]
    readers = Named(person(1), pairs, pairs, may_share=True, everybody_if_posted=True)
    remarks = ["We did not recognise @" + "x" * 2000] * 3
    view_is_good(views_giving.menu(t))
    for kind, forms in ((GIVE, givable), (THANKS, {compliment.id: compliment})):
        for chosen in [*forms, "gone"]:
            full = Written(chosen, LONG, [LONG * 2] * 4, may_post=True, channel="C123")
            draft = GiftDraft(1, 2, kind, full, hinted=True, saved_at=NOW)
            for begun in (
                Begun(Place(kind), Written(chosen)),
                Begun(Place(kind, "U_EMMA", 1), full, readers, draft, has_other=True),
            ):
                view_is_good(gift_form(t, forms, begun, person(2), remarks))
    for channel in (None, "C123"):
        view_is_good(views_giving.sent(t, Gift(1, person(2), channel), is_compliment=True))
    view_is_good(hints_view(t, "feedback.give_hints", "feedback.gift_back", 1, person(2), list(Hint)))


@pytest.mark.parametrize("state", Posting)
@pytest.mark.parametrize(
    "reason", [None, "not_in_channel", "is_archived", "unknown, and a channel is not read"]
)
def test_posting_in_every_state(t, compliment, state, reason):
    """What is over has no buttons; no message holds the words but the one in the channel."""
    post = Post(1, "C123", state.value, LONG, NOW, 1, reason)
    is_over = state is Posting.PRIVATE
    for reader in (compliment.owner, compliment.author):
        view = views_posts.post_view(t, compliment, post, state, reader, theirs=t)
        view_is_good(view)
        assert any(block.type == "actions" for block in view.blocks) is not is_over
        for message in (
            views_giving.given(t, Given(compliment, True, post, state)),
            views_giving.given_several(t, [Given(compliment, True, post, state)] * 100),
            views_posts.soon(t, compliment, post, state, reader),
            views_posts.failed(t, compliment, post, state, reader),
        ):
            message_is_good(message)
            assert LONG[:20] not in str([block.to_dict() for block in message.blocks])
    shown = views_posts.in_channel(t, compliment, compliment.author)
    message_is_good(shown)
    assert LONG[:20] not in shown.text


def test_the_forms_for_giving_speak_of_neither_person():
    """Giver and receiver read the same question, so it says neither "you" nor "I"."""
    for form in forms_giving.givable(TEXTS).values():
        for question in form.questions:
            words = set(question.text["en"].lower().replace("?", "").split())
            assert not words & {"i", "me", "my", "you", "your"}
            assert not set(question.text["nl"].lower().split()) & {"ik", "mij", "mijn", "je", "jij", "jou"}
