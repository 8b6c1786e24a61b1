"""Modals and Home views as a workspace keeps them: hash, state and place in the stack."""

import copy
from dataclasses import dataclass, field
from typing import Any

from playground.elements import carried_over, initial_state, with_ids
from playground.ids import Ids

MAX_STACK = 3


@dataclass
class OpenView:
    """A view somebody has in front of them."""

    id: str
    user: str
    given: dict[str, Any]
    hash: str
    root_id: str
    previous_id: str | None = None
    state: dict[str, dict[str, Any]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str | None = None

    @classmethod
    def new(
        cls, ids: Ids, user: str, view: dict[str, Any], stamp: str, below: "OpenView | None" = None
    ) -> "OpenView":
        view_id = ids.next("V")
        opened = cls(
            id=view_id,
            user=user,
            given={},
            hash="",
            root_id=below.root_id if below else view_id,
            previous_id=below.id if below else None,
        )
        opened.show(view, ids, stamp, fresh=True)
        return opened

    def show(self, view: dict[str, Any], ids: Ids, stamp: str, *, fresh: bool = False) -> None:
        """Put `view` in the place of what was shown, keeping what was filled in under the same ids."""
        self.given = copy.deepcopy(view)
        with_ids(self.blocks, ids.number)
        self.state = initial_state(self.blocks) if fresh else carried_over(self.blocks, self.state)
        self.hash = f"{stamp}.{ids.number():08x}"
        self.errors = {}
        self.trouble = None

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return self.given.setdefault("blocks", [])

    @property
    def callback_id(self) -> str:
        return str(self.given.get("callback_id") or "")

    @property
    def external_id(self) -> str:
        return str(self.given.get("external_id") or "")

    @property
    def notify_on_close(self) -> bool:
        return bool(self.given.get("notify_on_close"))

    @property
    def clear_on_close(self) -> bool:
        return bool(self.given.get("clear_on_close"))

    def to_slack(self, *, team_id: str, app_id: str, bot_id: str) -> dict[str, Any]:
        return {
            "id": self.id,
            "team_id": team_id,
            "type": self.given.get("type"),
            "blocks": self.blocks,
            "private_metadata": self.given.get("private_metadata") or "",
            "callback_id": self.callback_id,
            "state": {"values": copy.deepcopy(self.state)},
            "hash": self.hash,
            "title": self.given.get("title"),
            "clear_on_close": self.clear_on_close,
            "notify_on_close": self.notify_on_close,
            "close": self.given.get("close"),
            "submit": self.given.get("submit"),
            "submit_disabled": bool(self.given.get("submit_disabled")),
            "previous_view_id": self.previous_id,
            "root_view_id": self.root_id,
            "app_id": app_id,
            "external_id": self.external_id,
            "app_installed_team_id": team_id,
            "bot_id": bot_id,
        }
