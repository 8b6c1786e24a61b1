"""Slack's Web API, one pair of clients a workspace over one shared connection pool."""

from collections.abc import Callable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

TIMEOUT = 10
"""Seconds a call may take. Slack's own limit for a `trigger_id` is 3 s; messages may take longer."""


OnCall = Callable[[str, str], None]
"""Told of each call its method and "ok", "no_answer" or Slack's code."""


class _Client(AsyncWebClient):
    """The SDK's client, which tells how each call went."""

    def __init__(self, on_call: OnCall, **given: Any) -> None:
        super().__init__(**given)
        self._on_call = on_call

    async def api_call(self, api_method: str, **given: Any) -> AsyncSlackResponse:
        result = "no_answer"
        try:
            answer = await super().api_call(api_method, **given)
            result = "ok"
        except SlackApiError as error:
            refusal = self._readable(error)
            limited = refusal.response.status_code == 429
            result = "ratelimited" if limited else str(refusal.response.get("error"))
            raise refusal from None
        finally:
            self._on_call(api_method, result)
        return answer

    def _readable(self, error: SlackApiError) -> SlackApiError:
        """Give an answer that is no JSON the code which says that nobody knows what happened.

        The SDK's error holds a response of another class then, without a code to ask for.
        """
        response: Any = error.response
        if isinstance(response, AsyncSlackResponse) and isinstance(response.data, dict):
            return error
        unclear = AsyncSlackResponse(
            client=self,
            http_verb="POST",
            api_url="",
            req_args={},
            data={"ok": False, "error": "fatal_error"},
            headers=dict(response.headers),
            status_code=getattr(response, "status_code", None) or response.status,
        )
        return SlackApiError("The answer could not be read.", unclear)  # type: ignore[no-untyped-call]


class Slack:
    """The Web API of one workspace."""

    def __init__(
        self,
        token: str,
        *,
        base_url: str,
        session: aiohttp.ClientSession,
        on_call: OnCall = lambda _method, _result: None,
    ) -> None:
        common: dict[str, Any] = {
            "token": token,
            "base_url": base_url,
            "session": session,
            "timeout": TIMEOUT,
        }
        # A lost reply and a second try would post or open twice, so these calls are never retried here.
        self.once = _Client(on_call, **common, retry_handlers=[])
        # Reads, `views.publish`, `views.update`, `chat.update` and `conversations.open` may be repeated.
        self.again = _Client(
            on_call,
            **common,
            retry_handlers=[
                AsyncConnectionErrorRetryHandler(max_retry_count=2),
                AsyncRateLimitErrorRetryHandler(max_retry_count=2),
            ],
        )
