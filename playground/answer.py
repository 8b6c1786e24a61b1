"""What an app answered to a request, whichever way it came."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """What the app said: a status and body, or why there is none (`error`)."""

    status: int | None = None
    body: bytes = b""
    content_type: str = ""
    no_retry: bool = False
    error: str | None = None

    @property
    def ok(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        """The body as JSON; None when it is empty or no JSON."""
        try:
            return json.loads(self.body) if self.body.strip() else None
        except ValueError:
            return None
