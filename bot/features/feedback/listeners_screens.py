"""The lists and items of feedback as modals, drawn from what such a modal carries in its meta.

What comes back from a client is never trusted: whatever is not one of ours is no filter and no page.
"""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.views import View

from bot.features.feedback import forms, reading, service_items, views_inbox, views_items, views_reading
from bot.features.feedback import service_inbox as service
from bot.features.feedback.rules_answers import Period
from bot.features.feedback.service_inbox import Wanted
from bot.slack.requests import Request, as_id
from storage.transaction import Tx

MOST_PAGES = 100_000
"""No client's number makes a query count further."""


def inbox(tx: Tx, request: Request, meta: Mapping[str, Any]) -> View:
    """A page of what somebody received."""
    return inbox_of(tx, request, wanted_of(meta))


def inbox_of(tx: Tx, request: Request, wanted: Wanted) -> View:
    """A page of what somebody received, by these filters."""
    shown = service.inbox(tx, request.person, wanted)
    return views_inbox.inbox_view(request.t, request.person, shown, forms.names(request.house.texts))


def given(tx: Tx, request: Request, meta: Mapping[str, Any]) -> View:
    """A page of what somebody gave."""
    shown = service.given(tx, request.person, page_of(meta.get("page")))
    return views_inbox.given_view(request.t, request.person, shown)


def overview(tx: Tx, request: Request, meta: Mapping[str, Any]) -> View:
    """What somebody owes, asked and received."""
    asked, received, shared = (page_of(meta.get(name)) for name in ("asked", "received", "shared"))
    shown = reading.overview(tx, request.person, asked_page=asked, received_page=received, shared_page=shared)
    return views_reading.list_view(request.t, request.person, shown)


def item(tx: Tx, request: Request, meta: Mapping[str, Any]) -> View:
    """One piece of feedback."""
    opened = service_items.open_answer(tx, request.person, as_id(meta.get("id")))
    return views_items.answer_view(request.t, opened, page_of(meta.get("page")))


def wanted_of(meta: Mapping[str, Any]) -> Wanted:
    """Read the filters that an inbox carries."""
    form = meta.get("form")
    return Wanted(
        period_of(meta.get("period")),
        form if isinstance(form, str) else None,
        number_of(meta.get("goal")),
        number_of(meta.get("person")),
        page_of(meta.get("page")),
    )


def period_of(value: object) -> Period:
    """Read a period; anything else is all of the time."""
    return next((period for period in Period if period.value == value), Period.ALL)


def page_of(value: object) -> int:
    """Read a page's number, counted from 0."""
    return min(number_of(value) or 0, MOST_PAGES)


def number_of(value: object) -> int | None:
    """Read a number that may be missing."""
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        return None
    number = int(text)
    return number if number < 2**63 else None
