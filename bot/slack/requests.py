"""What a listener gets: a request of Slack as typed values, from a person we know, in their language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar

from slack_sdk.models.blocks import Option
from slack_sdk.models.views import View

from bot.errors import NotThere
from bot.feature import Message
from bot.house import House
from bot.slack.forms import Form
from bot.slack.mentions import CommandText
from bot.texts import Translator
from storage.people import Person
from storage.seen import first_time
from storage.transaction import Tx
from storage.workspaces import Workspace

P = ParamSpec("P")
T = TypeVar("T")


class AlreadyDoneError(Exception):
    """The request had its effect before: Slack sent it again, or it was pressed twice."""


@dataclass(frozen=True, slots=True)
class Show:
    """Answer a submission by showing another view in the same modal."""

    view: View


@dataclass(frozen=True, slots=True)
class Push:
    """Answer a submission by putting a view on top of the modal (at most three)."""

    view: View


@dataclass(frozen=True, slots=True)
class CloseAll:
    """Answer a submission by closing the whole stack of modals."""


Reply = Message | Show | Push | CloseAll | Sequence[Option] | None
"""What a listener answers: nothing, a message only this person sees, or what a modal does next."""


@dataclass(kw_only=True)
class Incoming:
    """What everything that Slack sends has in common."""

    house: House
    workspace: Workspace
    key: str
    """Names this very request, so that a redelivery has no second effect."""
    _runs: int = 0

    async def run(self, work: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case, once for this request. Raises `AlreadyDoneError` the second time."""
        self._runs += 1
        key = f"{self.key}#{self._runs}"

        def once(tx: Tx) -> T:
            if not first_time(tx, key):
                raise AlreadyDoneError
            return work(tx, *args, **kwargs)

        return await self.house.transact(self.workspace.id, once)

    async def read(self, work: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a use case that changes nothing (or that may be repeated)."""
        return await self.house.transact(self.workspace.id, work, *args, **kwargs)


@dataclass(kw_only=True)
class Request(Incoming):
    """What a person did."""

    person: Person
    t: Translator
    trigger_id: str | None = None
    response_url: str | None = None
    view_id: str | None = None
    """The modal it was done in, if any."""
    previous_view_id: str | None = None
    """The modal below that one, which shows when it closes."""
    root_view_id: str | None = None
    """The first modal of the stack; it may be the very one."""
    opened_view_id: str | None = None
    """The modal that this request opened; an error that comes afterwards is shown in it."""
    meta: Mapping[str, Any] = field(default_factory=dict)
    """The opaque ids that the modal carried (`private_metadata`)."""

    async def open(self, view: View) -> str:
        """Open a modal, or put it on top when the request came from one; return its id.

        Call it before anything slow: the `trigger_id` lives for 3 seconds. Slack holds three modals on top of
        each other (https://docs.slack.dev/surfaces/modals#view-stack), so the third gives its place.
        """
        if self.view_id and self.previous_view_id not in {None, self.root_view_id}:
            await self.update(view)
            self.opened_view_id = self.view_id
            return self.view_id
        slack = self.house.slack(self.workspace.id).once
        call = slack.views_push if self.view_id else slack.views_open
        answer = await call(trigger_id=str(self.trigger_id), view=view)
        self.opened_view_id = str(answer["view"]["id"])
        return self.opened_view_id

    async def update(self, view: View, view_id: str | None = None) -> None:
        """Draw a modal anew: the one the request came from, or the one just opened."""
        await self.house.slack(self.workspace.id).again.views_update(
            view_id=view_id or self.view_id, view=view
        )


@dataclass(kw_only=True)
class Command(Request):
    """A slash command."""

    name: str
    """With its slash and without the configured prefix."""
    text: str
    """What stands behind it, as Slack sent it."""
    said: CommandText


@dataclass(kw_only=True)
class Action(Request):
    """A button pressed or a choice made in a message, a modal or Home."""

    action_id: str
    block_id: str
    value: str
    """The button's value, or the value chosen."""
    chosen_people: Sequence[str] = ()
    form: Form
    """The fields of the modal it stands in, as they are now."""
    message_ts: str | None = None

    @property
    def subject(self) -> int:
        """The id that the button carries. Raises `NotThere` when it is not one of ours."""
        return as_id(self.value)


@dataclass(kw_only=True)
class Submission(Request):
    """A modal sent (or closed)."""

    callback_id: str
    form: Form

    @property
    def subject(self) -> int:
        """The id of what the modal is about (`meta["id"]`). Raises `NotThere` when it is not one of ours."""
        return as_id(self.meta.get("id"))


@dataclass(kw_only=True)
class Shortcut(Request):
    """A shortcut; `message` is the message it was used on."""

    callback_id: str
    message: Mapping[str, Any] | None = None
    channel: str | None = None
    permalink: str | None = None
    """The link to the message."""


@dataclass(kw_only=True)
class Options(Request):
    """What to offer for what was typed in an external select."""

    action_id: str
    block_id: str
    typed: str


@dataclass(kw_only=True)
class Event(Incoming):
    """Something that happened in the workspace; whose it is stands in `payload`."""

    kind: str
    payload: Mapping[str, Any]


def as_id(value: object) -> int:
    """Read one of our ids as a client sent it back. Raises `NotThere` for anything else."""
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) < 2**63):
        raise NotThere
    return int(text)
