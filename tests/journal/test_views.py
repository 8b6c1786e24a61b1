"""The journal's screens with the longest and oddest data, in both languages, within Slack's limits."""

from datetime import UTC, datetime

import pytest

from bot.features.journal import rules, views
from bot.slack.blocks import home
from bot.texts import LANGUAGES, load_texts
from playground.validation import check_message, check_view
from storage.journal import Note

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
LONG = ("*<!channel>* &amp; 🌱 " * 200)[:3000]
TEXTS = load_texts()
LINK = "https://example.slack.com/archives/C1/p1234567890123456"


@pytest.fixture(params=LANGUAGES)
def t(request):
    return TEXTS.of(request.param)


def view_is_good(view):
    assert check_view(view.to_dict(), method="views.open") == []


def test_screens(t, company):
    """The form empty and full, a full page, nothing at all, Home, and the message."""
    emma = company.person("U_EMMA")
    note = Note(1, emma.id, LONG, LINK, NOW)
    view_is_good(views.note_form(t))
    view_is_good(views.note_form(t, text=LONG * 3, link=LINK, note=1, meta={"page": 3}))
    view_is_good(views.note_list(t, emma, [note] * 10, rules.Paged(2, 3)))
    view_is_good(views.note_list(t, emma, [], rules.Paged(1, 1)))
    view_is_good(views.kept_view(t))
    message = views.kept(t)
    body = {"text": message.text, "blocks": [block.to_dict() for block in message.blocks]}
    assert check_message(body) == []
    for newest, count in ((note, 12), (None, 0)):
        shown = home(views.home_section(t, emma, newest, count))
        assert check_view(shown.to_dict(), method="views.publish") == []


@pytest.mark.parametrize(
    ("number", "count", "page", "pages"), [(1, 0, 1, 1), (9, 11, 2, 2), (0, 5, 1, 1), (2, 20, 2, 2)]
)
def test_pages(number, count, page, pages):
    """A page that is not there becomes the nearest that is."""
    assert rules.paged(number, count) == rules.Paged(page, pages)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        (LINK, True),
        ("https://example.org", True),
        ("http://example.org", False),
        ("https://", False),
        ("https://a.b c", False),
        ("data:text/html,x", False),
    ],
)
def test_links(text, good):
    """Only an https address can be followed."""
    assert rules.is_link(text) is good
