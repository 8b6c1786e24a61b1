"""What a person has in front of them: a modal or the Home tab, read like a reader reads it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from playground.elements import VALUE_KEY, Placed, elements
from playground.render import text_of, value_text
from playground.views import OpenView
from playground.words import view_words

if TYPE_CHECKING:
    from playground.workspace import Workspace


@dataclass(frozen=True)
class Field:
    """One field of a form."""

    placed: Placed
    entry: dict[str, Any]
    label: str
    shown: str
    error: str | None = None

    @property
    def type(self) -> str:
        return self.placed.type

    @property
    def element(self) -> dict[str, Any]:
        return self.placed.element

    @property
    def required(self) -> bool:
        return self.placed.is_input and not self.placed.block.get("optional")

    @property
    def raw(self) -> Any:
        """The value as Slack carries it: options whole, everything else as it is."""
        return self.entry.get(VALUE_KEY.get(self.type, "value"))

    @property
    def value(self) -> Any:
        """The value: text, id, date, or the value (values) of the chosen option (options)."""
        raw = self.raw
        if isinstance(raw, list):
            return [one["value"] if isinstance(one, dict) and "value" in one else one for one in raw]
        return raw["value"] if isinstance(raw, dict) and "value" in raw else raw

    @property
    def options(self) -> list[str]:
        """The values one can choose from."""
        return [str(option.get("value")) for option in self.placed.options]


class Screen:
    """A view somebody looks at."""

    def __init__(self, workspace: "Workspace", shown: OpenView) -> None:
        self._workspace = workspace
        self.shown = shown

    @property
    def id(self) -> str:
        return self.shown.id

    @property
    def view(self) -> dict[str, Any]:
        """The view as the Web API shows it."""
        return self._workspace.view_payload(self.shown)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return self.shown.blocks

    @property
    def callback_id(self) -> str:
        return self.shown.callback_id

    @property
    def title(self) -> str:
        return text_of(self.shown.given.get("title"), self._names())

    @property
    def errors(self) -> dict[str, str]:
        """The sentences under the fields, by block id."""
        return self.shown.errors

    @property
    def text(self) -> str:
        """Every visible word, as plain lines."""
        lines = view_words(self.shown.given, self._names(), self.shown.state)
        return "\n".join([*lines, *self.errors.values()])

    @property
    def words(self) -> str:
        return self.text

    @property
    def fields(self) -> list[Field]:
        return [self._field(placed) for placed in elements(self.blocks) if placed.keeps_value]

    def field(self, name: str) -> Field:
        """The field with this block id (or action id)."""
        for placed in elements(self.blocks):
            if placed.keeps_value and name in {placed.block_id, placed.action_id}:
                return self._field(placed)
        known = ", ".join(field.placed.block_id for field in self.fields)
        raise LookupError(f"There is no field {name!r}; there are: {known}.")

    def _field(self, placed: Placed) -> Field:
        names = self._names()
        entry = self.shown.state[placed.block_id][placed.action_id]
        label = text_of(placed.block.get("label") or placed.block.get("text"), names)
        return Field(placed, entry, label, value_text(entry, names), self.errors.get(placed.block_id))

    def _names(self) -> Any:
        return self._workspace.names(self.shown.user)

    def __contains__(self, words: str) -> bool:
        return words in self.text

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.callback_id}>\n{self.text}"


class Modal(Screen):
    """The modal on top of somebody's stack."""


class Home(Screen):
    """Somebody's Home tab."""


@dataclass(frozen=True)
class Reply:
    """What a command answered: the ephemeral message, or the error that Slack shows instead."""

    status: int | None
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)
    words: str = ""
    error: str | None = None


@dataclass(frozen=True)
class Result:
    """What became of an interaction: of a submission its field errors, and the modal that is on top now."""

    errors: dict[str, str] = field(default_factory=dict)
    closed: bool = False
    view: Modal | None = None
    status: int | None = None
    error: str | None = None
    messages: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.errors and self.error is None
