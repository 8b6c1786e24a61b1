"""A view's state as typed values. Slack's documented shape: `state.values[block_id][action_id]`.

https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from bot.errors import PersonError, say
from bot.slack.blocks import LONG_TEXT, VALUE


@dataclass(frozen=True)
class Form:
    """The fields of a submitted form, by name. What comes from a client is never trusted to be whole."""

    values: Mapping[str, Any]

    def text(self, name: str, *, max_length: int = LONG_TEXT) -> str:
        """What was typed; raises `PersonError` at the field when it is empty or too long."""
        text = self.optional_text(name, max_length=max_length)
        if text is None:
            raise PersonError(say("Write something here first."), field=name)
        return text

    def optional_text(self, name: str, *, max_length: int = LONG_TEXT) -> str | None:
        """What was typed, or None for nothing but white space."""
        text = self._of(name).get("value")
        if text is None or not str(text).strip():
            return None
        text = str(text).replace("\x00", "")
        if len(text) > max_length:
            problem = say(
                "This is %(length)s characters; at most %(most)s fit. Shorten it a little.",
                length=len(text),
                most=max_length,
            )
            raise PersonError(problem, field=name)
        return text

    def whole_number(self, name: str) -> int:
        """The number filled in; raises `PersonError` at the field when there is none."""
        number = str(self._of(name).get("value") or "").strip()
        if len(number) > 8 or not (number.removeprefix("-").isascii() and number.removeprefix("-").isdigit()):
            raise PersonError(say("Fill in a whole number."), field=name)
        return int(number)

    def choice(self, name: str) -> str:
        """The value of the one option chosen (select or radio)."""
        chosen = self.optional_choice(name)
        if chosen is None:
            raise PersonError(say("Choose one first."), field=name)
        return chosen

    def optional_choice(self, name: str) -> str | None:
        """The value of the option chosen, or None."""
        chosen = self._of(name).get("selected_option")
        return str(chosen["value"]) if isinstance(chosen, Mapping) and "value" in chosen else None

    def choices(self, name: str) -> list[str]:
        """The values of the options ticked (checkboxes or multi-select)."""
        return [str(chosen["value"]) for chosen in self._of(name).get("selected_options") or []]

    def people(self, name: str) -> list[str]:
        """The Slack ids of the people chosen, each once."""
        return list(dict.fromkeys(map(str, self._of(name).get("selected_users") or [])))

    def person(self, name: str) -> str:
        """The Slack id of the one person chosen."""
        chosen = self.optional_person(name)
        if chosen is None:
            raise PersonError(say("Choose a colleague first."), field=name)
        return chosen

    def optional_person(self, name: str) -> str | None:
        """The Slack id of the person chosen, or None."""
        chosen = self._of(name).get("selected_user")
        return str(chosen) if chosen else None

    def conversation(self, name: str) -> str | None:
        """The Slack id of the conversation chosen, or None."""
        chosen = self._of(name).get("selected_conversation") or self._of(name).get("selected_channel")
        return str(chosen) if chosen else None

    def date(self, name: str) -> date | None:
        """The day chosen, or None."""
        chosen = self._of(name).get("selected_date")
        if not chosen:
            return None
        try:
            return date.fromisoformat(str(chosen))
        except ValueError:
            raise PersonError(say("This is not a date. Pick one from the calendar."), field=name) from None

    def moment(self, name: str) -> datetime | None:
        """The moment chosen (UTC), or None."""
        chosen = self._of(name).get("selected_date_time")
        if chosen is None:
            return None
        try:
            return datetime.fromtimestamp(int(chosen), UTC)
        except (ValueError, OverflowError, OSError):
            raise PersonError(say("This is not a date and time. Pick one."), field=name) from None

    def _of(self, name: str) -> Mapping[str, Any]:
        block = self.values.get(name)
        element = block.get(VALUE) if isinstance(block, Mapping) else None
        return element if isinstance(element, Mapping) else {}
