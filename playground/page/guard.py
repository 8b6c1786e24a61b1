"""Only this machine's own page may use the page and the control interface.

The server listens on the loopback address, but any web site a browser shows could still send requests to it,
under its own name (a foreign Origin) or under one that was pointed here (a foreign Host). Both are refused.
"""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

LOCAL_NAMES = {"127.0.0.1", "localhost", "::1"}
GUARDED = ("/_play", "/act", "/page", "/static", "/suggest", "/gallery")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def _is_guarded(path: str) -> bool:
    return path == "/" or path.startswith(GUARDED)


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def refusal(request: Request) -> Response | None:
    """Why this request is not taken, or None."""
    host = request.headers.get("host", "")
    if _name(host) not in LOCAL_NAMES:
        return PlainTextResponse("This address serves its own machine only.", status_code=403)
    origin = request.headers.get("origin")
    if origin is not None and origin not in {f"http://{host}", f"https://{host}"}:
        return PlainTextResponse("Another site may not do this.", status_code=403)
    # A link elsewhere may lead to the page itself; nothing else is another site's to ask for.
    is_visit = request.method == "GET" and request.url.path == "/"
    if not is_visit and request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
        return PlainTextResponse("Another site may not do this.", status_code=403)
    return None


class Guard:
    """ASGI middleware that applies the refusal and sets the page's headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_guarded(scope["path"]):
            await self.app(scope, receive, send)
            return
        refused = refusal(Request(scope))
        if refused is not None:
            await refused(scope, receive, send)
            return

        async def with_headers(message):
            if message["type"] == "http.response.start":
                message["headers"] += [
                    (key.lower().encode(), value.encode()) for key, value in HEADERS.items()
                ]
            await send(message)

        await self.app(scope, receive, with_headers)
