"""What a select, a row of boxes or a menu offers to one reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from playground.conversations import Channel
from playground.elements import LISTS, Placed
from playground.page import markup
from playground.render import Names
from playground.workspace import Workspace


@dataclass(frozen=True)
class Choice:
    value: str
    label: Markup
    chosen: bool
    group: str = ""
    description: str | Markup = ""
    url: str = ""


@dataclass(frozen=True)
class Offers:
    """Makes the choices of elements in one workspace, for one reader."""

    workspace: Workspace
    reader: str
    names: Names

    def of(self, placed: Placed, held: set[str], entry: dict[str, Any] | None) -> list[Choice]:
        kind = placed.type
        if "users" in kind:
            return self._people(held)
        if "conversations" in kind or "channels" in kind:
            return [Choice(key, escape(label), key in held) for key, label in self._conversations(placed)]
        if "external" in kind:
            return self._looked_up(placed, held, entry)
        choices = [self._choice(option, held) for option in placed.element.get("options") or []]
        for group in placed.element.get("option_groups") or []:
            head = markup.plain(group.get("label"), self.names)
            choices += [self._choice(option, held, head) for option in group.get("options") or []]
        return choices

    def _people(self, held: set[str]) -> list[Choice]:
        """Everybody who is here, the reader among them as in Slack; a bot only when it was chosen."""
        people = [
            one
            for one in self.workspace.members.values()
            if not one.deleted and one.id != "USLACKBOT" and (not one.is_bot or one.id in held)
        ]
        people.sort(key=lambda one: (one.label.casefold(), one.id))
        return [
            Choice(
                one.id,
                escape(one.label + (" (you)" if one.id == self.reader else "")),
                one.id in held,
                description=escape(one.title),
            )
            for one in people
        ]

    def _conversations(self, placed: Placed) -> Iterable[tuple[str, str]]:
        include = (placed.element.get("filter") or {}).get("include") or ["public", "private", "im"]
        if "channels" in placed.type:
            include = ["public"]
        for one in self.workspace.channels.values():
            if ("private" if one.is_private else "public") in include and self._may_see(one):
                yield one.id, f"# {one.name}"
        dm = self.workspace.dms.get(self.reader)
        if dm is not None and "im" in include:
            yield dm.id, self.workspace.app_name

    def _may_see(self, channel: Channel) -> bool:
        return not channel.is_archived and (not channel.is_private or self.reader in channel.members)

    def _looked_up(self, placed: Placed, held: set[str], entry: dict[str, Any] | None) -> list[Choice]:
        """What is chosen, then what the app offered last."""
        chosen = (entry or {}).get("selected_options" if placed.type in LISTS else "selected_option") or []
        offered = self.workspace.suggestions.get((placed.action_id, placed.block_id), [])
        options = {str(one.get("value")): one for one in [*offered, *_several(chosen)]}
        shown = [self._choice(option, held) for option in options.values()]
        return sorted(shown, key=lambda choice: not choice.chosen)

    def _choice(self, option: dict[str, Any], held: set[str], group: str = "") -> Choice:
        value, link = str(option.get("value")), str(option.get("url") or "")
        return Choice(
            value,
            markup.text(option.get("text"), self.names),
            value in held,
            group,
            markup.text(option.get("description"), self.names),
            link if markup.is_safe(link) else "",
        )


def _several(value: Any) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else [value]
