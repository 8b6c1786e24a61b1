"""`/f/{token}`: the page of people outside. Opening it changes nothing; sending works once.

Whoever has no page from us sees one and the same answer for a false, used, expired, cancelled or foreign
link. Nothing of a link, an address or a text goes into a log or a metric.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.errors import place_of
from bot.features.outside import pages, service
from bot.features.outside.pages import ACT, PAGE_KEY, Filled, Kept, Trouble
from bot.features.outside.posted import MOST_BYTES, Posted, read_post
from bot.features.outside.rules import (
    LONGEST_REASON,
    PAGE_LIVES,
    REASON,
    Act,
    check_answers,
    check_text,
    question,
    readable,
)
from bot.house import House
from bot.texts import LANGUAGES, Translator
from bot.web.limits import Buckets, Limit
from storage import outside
from storage.outside import Invited

PER_ADDRESS = Limit(burst=200, seconds=0.5)
PER_LINK = Limit(burst=100, seconds=1)
_PURPOSE = "outside page"
_STATIC = Path(__file__).parent / "static"
_TYPES = {"page.css": "text/css", "draft.js": "text/javascript"}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

log = structlog.get_logger(__name__)


def outside_routes(house: House) -> list[Route]:
    """The page, what it looks like, and everything else below `/f/`."""
    page = OutsidePage(house)
    return [Route("/f/static/{name}", page.static), Route("/f/{token:path}", page), Route("/f", page)]


@dataclass(frozen=True, slots=True)
class _Visit:
    """One request, as far as its answer depends on it."""

    token_hash: str
    t: Translator
    page_key: str
    """A fresh one, for the page that is shown."""


class OutsidePage:
    """The ASGI app behind `/f/`."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._per_address = Buckets(PER_ADDRESS)
        self._per_link = Buckets(PER_LINK)
        self._headers = dict(_HEADERS)
        if (house.settings.public_url or "").startswith("https://"):
            self._headers["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; whatever happens, with a page and with the strict headers."""
        request = Request(scope, receive)
        t = self._house.texts.of(_language(request))
        try:
            response = await self._answer(request, t)
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001 a person outside never sees a bare error
            response = self._failed(t, {}, error)
        response.headers.update(self._headers)
        await response(scope, receive, send)

    async def static(self, request: Request) -> Response:
        """The style and the script, and no other file."""
        name = request.path_params["name"]
        if name not in _TYPES:
            response = _page(pages.closed_page(self._house.texts.of(_language(request))), 404)
        else:
            response = Response((_STATIC / name).read_bytes(), media_type=_TYPES[name])
        response.headers.update(self._headers)
        return response

    async def _answer(self, request: Request, t: Translator) -> Response:
        if request.method not in {"GET", "HEAD", "POST"}:
            return Response(status_code=405, headers={"Allow": "GET, HEAD, POST"})
        token_hash = outside.digest(str(request.path_params.get("token", "")))
        wait = self._wait(request, token_hash)
        if request.method != "POST":
            if wait:
                return _busy(t, {}, wait)
            return await self._show(_Visit(token_hash, t, self._new_key(token_hash)))
        body = await _read(request)
        if body is None:
            return _page(pages.too_much_page(t), 413)
        posted = read_post(body, request.headers.get("content-type", ""))
        has_page = self._is_ours(token_hash, posted.values.get(PAGE_KEY, ""))
        typed = posted.values if has_page else {}
        if wait:
            return _busy(t, typed, wait)
        try:
            visit = _Visit(token_hash, t, self._new_key(token_hash))
            return await self._take(visit, posted, has_page=has_page)
        except Exception as error:  # noqa: BLE001 what was typed is shown again, whatever went wrong
            return self._failed(t, typed, error)

    async def _show(self, visit: _Visit) -> Response:
        found = await self._find(visit)
        if found is None:
            return _page(pages.closed_page(visit.t), 404)
        return self._form(visit, found[1], Filled(), 200)

    async def _take(self, visit: _Visit, posted: Posted, *, has_page: bool) -> Response:
        """Take what was posted, once; or show it again and say why not."""
        found = await self._find(visit)
        if found is None:
            return _kept(visit.t, posted.values) if has_page else _page(pages.closed_page(visit.t), 404)
        workspace, invited = found
        names = [question(number) for number in range(1, len(invited.form.questions) + 1)]
        shown = {name: readable(posted.values.get(name, "")) for name in [*names, REASON]}
        act = next((act for act in Act if act.value == posted.values.get(ACT)), None)
        trouble = None
        if not posted.is_whole:
            trouble = Trouble.UNREADABLE
        elif posted.is_strange([*names, REASON, PAGE_KEY, ACT]) or act is None:
            trouble = Trouble.STRANGE
        elif act is not Act.LANGUAGE and not has_page:
            trouble = Trouble.OLD
        if trouble is not None:
            return self._form(visit, invited, Filled(shown, trouble=trouble), 400)
        if act is Act.LANGUAGE:
            return self._form(visit, invited, Filled(shown), 200)
        if act is Act.DECLINE:
            return await self._decline(visit, workspace, invited, posted.values, shown)
        return await self._send(visit, workspace, invited, posted.values, shown)

    async def _send(
        self,
        visit: _Visit,
        workspace: int,
        invited: Invited,
        values: Mapping[str, str],
        shown: Mapping[str, str],
    ) -> Response:
        checked = check_answers(values, [asked.required for asked in invited.form.questions])
        if checked.wrong:
            return self._form(visit, invited, Filled(shown, checked.wrong), 422)
        if not await self._house.transact(workspace, service.answer, invited, checked.texts):
            return _kept(visit.t, values)
        return _page(pages.thanks_page(visit.t, invited.asker.name, declined=False), 200)

    async def _decline(
        self,
        visit: _Visit,
        workspace: int,
        invited: Invited,
        values: Mapping[str, str],
        shown: Mapping[str, str],
    ) -> Response:
        reason = values.get(REASON, "")
        wrong = check_text(reason, LONGEST_REASON)
        if wrong is not None:
            return self._form(visit, invited, Filled(shown, {REASON: wrong}), 422)
        if not await self._house.transact(workspace, service.decline, invited, reason.strip() or None):
            return _kept(visit.t, values)
        return _page(pages.thanks_page(visit.t, invited.asker.name, declined=True), 200)

    async def _find(self, visit: _Visit) -> tuple[int, Invited] | None:
        # The same one query for a link that never was and for one that is over.
        found = await self._house.transact(0, outside.find_open, visit.token_hash)
        if found is None or found[0] not in self._house.workspace_ids:
            return None
        invited = await self._house.transact(found[0], service.open_page, found[1])
        return (found[0], invited) if invited is not None else None

    def _form(self, visit: _Visit, invited: Invited, filled: Filled, status: int) -> Response:
        company = next(
            workspace.name
            for workspace in self._house.workspaces.values()
            if workspace.id == invited.workspace
        )
        return _page(pages.form_page(visit.t, invited, company, visit.page_key, filled), status)

    def _new_key(self, token_hash: str) -> str:
        until = math.floor((self._house.clock.now() + PAGE_LIVES).timestamp())
        return f"{until}.{self._house.vault.sign(_PURPOSE, f'{token_hash}.{until}')}"

    def _is_ours(self, token_hash: str, page_key: str) -> bool:
        """Whether a page for this very link came from us, not longer ago than a page lives."""
        until, _, signature = page_key.partition(".")
        if not (until.isascii() and until.isdigit() and len(until) < 12):
            return False
        fresh = int(until) > self._house.clock.now().timestamp()
        return self._house.vault.is_signed(_PURPOSE, f"{token_hash}.{until}", signature) and fresh

    def _wait(self, request: Request, token_hash: str) -> float:
        now = self._house.clock.now()
        host = request.client.host if request.client else ""
        return max(self._per_address.take(host, now), self._per_link.take(token_hash[:16], now))

    def _failed(self, t: Translator, typed: Mapping[str, str], error: Exception) -> Response:
        log.error("outside_page_failed", error=type(error).__name__, place=place_of(error))
        return _page(pages.kept_page(t, Kept.FAILED, typed), 503, {"Retry-After": "60"})


def _kept(t: Translator, values: Mapping[str, str]) -> Response:
    return _page(pages.kept_page(t, Kept.DONE, values), 409)


def _busy(t: Translator, values: Mapping[str, str], wait: float) -> Response:
    return _page(pages.kept_page(t, Kept.BUSY, values), 429, {"Retry-After": str(math.ceil(wait))})


def _page(html: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    return HTMLResponse(html, status_code=status, headers=headers)


def _language(request: Request) -> str:
    """Choose the language of the switch, or the first one of the browser's that we speak."""
    chosen = request.query_params.get("lang")
    if chosen in LANGUAGES:
        return str(chosen)
    wanted: list[tuple[float, str]] = []
    for part in request.headers.get("accept-language", "")[:500].split(","):
        name, _, quality = part.strip().partition(";q=")
        code = name.strip().partition("-")[0].lower()
        if code in LANGUAGES:
            wanted.append((_quality(quality), code))
    best = max(wanted, key=lambda each: each[0], default=None)
    return best[1] if best is not None and best[0] > 0 else "en"


def _quality(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


async def _read(request: Request) -> bytes | None:
    """Read the body; None when it is larger than any form of ours."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)
