"""Slack's Web API, one pair of clients a workspace over one shared connection pool."""

import aiohttp
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

TIMEOUT = 10
"""Seconds a call may take. Slack's own limit for a `trigger_id` is 3 s; messages may take longer."""


class Slack:
    """The Web API of one workspace."""

    def __init__(self, token: str, *, base_url: str, session: aiohttp.ClientSession) -> None:
        common = {"token": token, "base_url": base_url, "session": session, "timeout": TIMEOUT}
        # A lost reply and a second try would post or open twice, so these calls are never retried here.
        self.once = AsyncWebClient(**common, retry_handlers=[])  # type: ignore[arg-type]
        # Reads, `views.publish`, `views.update`, `chat.update` and `conversations.open` may be repeated.
        self.again = AsyncWebClient(
            **common,  # type: ignore[arg-type]
            retry_handlers=[
                AsyncConnectionErrorRetryHandler(max_retry_count=2),
                AsyncRateLimitErrorRetryHandler(max_retry_count=2),
            ],
        )
