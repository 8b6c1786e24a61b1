"""One person of a workspace: types, presses, fills in and reads, as Slack's client lets them."""

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from playground import payloads
from playground.conversations import Channel, Message
from playground.dispatch import Answer
from playground.elements import PRESSED, Placed, elements
from playground.fields import ClientRefused, enter, missing
from playground.render import text_of
from playground.screen import Home, Modal, Reply, Result
from playground.submission import take_submission
from playground.validation import check_options_response
from playground.views import OpenView

if TYPE_CHECKING:
    from playground.workspace import Workspace

__all__ = ["Actor", "ClientRefused"]

Where = OpenView | Message


class Actor:
    """The hands and eyes of one person."""

    def __init__(self, workspace: "Workspace", user_id: str) -> None:
        self.workspace = workspace
        self.id = user_id

    # --- reading

    @property
    def modal(self) -> Modal | None:
        """The modal on top, or None."""
        stack = self.workspace.stack(self.id)
        return Modal(self.workspace, stack[-1]) if stack else None

    @property
    def home(self) -> Home:
        """The Home tab as it was last published."""
        shown = self.workspace.homes.get(self.id)
        if shown is None:
            raise LookupError(f"The app has published no Home tab for {self.id}.")
        return Home(self.workspace, shown)

    @property
    def has_home(self) -> bool:
        return self.id in self.workspace.homes

    @property
    def inbox(self) -> list[Message]:
        """The direct message with the app, oldest first; what the person wrote is in it too."""
        dm = self.workspace.dms.get(self.id)
        return list(dm.messages) if dm else []

    @property
    def ephemerals(self) -> list[Message]:
        """What only this person sees, oldest first."""
        return [message for message in self.workspace.ephemerals if message.ephemeral_to == self.id]

    @property
    def channels(self) -> list[Channel]:
        return [channel for channel in self.workspace.channels.values() if self.id in channel.members]

    # --- commands, shortcuts, messages

    async def command(self, line: str, *, channel: str | None = None, times: int = 1) -> Reply:
        """Type a command, in the direct message with the app or in `channel`."""
        name, _, text = line.partition(" ")
        name = name.partition("\n")[0]
        text = line[len(name) :].strip()
        where = self.workspace.channel(channel) if channel else self.workspace.dm(self.id)
        if not self.workspace.installation.knows_command(name):
            return self._slackbot(where, f"{name} is not a valid command.", "invalid_command")
        before = len(self.ephemerals)
        forms = [payloads.command(self.workspace, self.id, name, text, where) for _ in range(times)]
        answers = await asyncio.gather(*(self.workspace.dispatcher.command(form) for form in forms))
        errors = [self._answered(name, answer, where) for answer in answers]
        await self.workspace.settle()
        shown = self.ephemerals[before:]
        status, error = answers[-1].status, errors[-1]
        if not shown:
            return Reply(status, error=error)
        return Reply(status, shown[0].text, shown[0].blocks, shown[0].words, error)

    def _answered(self, name: str, answer: Answer, where: Channel) -> str | None:
        """Show the body of a command's answer."""
        if not answer.ok:
            self._slackbot(where, f'{name} failed with the error "{answer.error}"', str(answer.error))
            return answer.error
        if not answer.body.strip():
            return None
        payload = answer.json() if "json" in answer.content_type else {"text": answer.text}
        refused = not isinstance(payload, dict)
        if payload and not refused:
            refused = bool(self.workspace.response_urls.show(payload, self.id, where.id))
        if not refused:
            return None
        self._slackbot(where, f'{name} failed with the error "invalid_command_response"', "")
        return "invalid_command_response"

    def _slackbot(self, where: Channel, text: str, error: str) -> Reply:
        workspace = self.workspace
        told = Message(workspace, where.id, workspace.next_ts(), "USLACKBOT", text, ephemeral_to=self.id)
        workspace.ephemerals.append(told)
        workspace.touch()
        return Reply(None, text, [], text, error)

    async def shortcut(self, callback_id: str, *, times: int = 1) -> Result:
        """Use a global shortcut."""
        if not self.workspace.installation.knows_shortcut(callback_id, "global"):
            raise ClientRefused(f"There is no shortcut {callback_id!r}.")
        return await self._interact(
            [payloads.shortcut(self.workspace, self.id, callback_id) for _ in range(times)]
        )

    async def message_shortcut(
        self, callback_id: str, channel: str | Message, ts: str | None = None
    ) -> Result:
        """Use a shortcut on a message: the message itself, or its channel and ts."""
        if not self.workspace.installation.knows_shortcut(callback_id, "message"):
            raise ClientRefused(f"There is no message shortcut {callback_id!r}.")
        key = channel.channel if isinstance(channel, Message) else channel
        found = self.workspace.find_conversation(key) or self.workspace.channel(key)
        if self.id not in found.members:
            raise ClientRefused(f"{self.id} is not in {found.name}.")
        message = found.find(channel.ts if isinstance(channel, Message) else str(ts))
        if message is None:
            raise ClientRefused(f"There is no message {ts} in {found.name}.")
        return await self._interact(
            [payloads.message_shortcut(self.workspace, self.id, callback_id, found, message)]
        )

    async def say(self, text: str, *, channel: str | None = None, thread_ts: str | None = None) -> Message:
        """Write to the app, or in a channel (of which the app hears nothing); with `thread_ts` a reply."""
        if channel:
            return self.workspace.say(self.workspace.channel(channel), self.id, text, thread_ts=thread_ts)
        if self.workspace.installation.messages_read_only:
            raise ClientRefused("Sending messages to this app has been turned off.")
        await self.workspace.events.message(self.id, text, thread_ts=thread_ts)
        return next(message for message in reversed(self.inbox) if message.user == self.id)

    async def open_home(self, **how: Any) -> Home | None:
        """Open the app's Home tab."""
        await self.workspace.events.app_home_opened(self.id, **how)
        return self.home if self.has_home else None

    async def open_messages(self) -> None:
        """Open the app's Messages tab."""
        await self.workspace.events.app_home_opened(self.id, tab="messages")

    # --- forms

    def fill(self, **values: Any) -> None:
        """Fill in fields of the modal on top, by block id; outside input blocks use `press`."""
        view = self._top()
        for name, value in values.items():
            placed = self._find_field(view, name)
            view.state[placed.block_id][placed.action_id] = enter(self.workspace, self.id, placed, value)
            view.errors.pop(placed.block_id, None)
        self.workspace.touch()

    def _find_field(self, view: OpenView, name: str) -> Placed:
        for placed in elements(view.blocks):
            if name in {placed.block_id, placed.action_id} and placed.keeps_value:
                if not placed.is_input:
                    raise ClientRefused(f"{name} sends at once what is chosen: use press(..., value=...).")
                return placed
        known = ", ".join(placed.block_id for placed in elements(view.blocks) if placed.is_input)
        raise ClientRefused(f"There is no field {name!r}; there are: {known}.")

    async def submit(self, *, times: int = 1) -> Result:
        """Submit the modal on top. Empty required fields are refused before anything is sent."""
        view = self._top()
        if not view.given.get("submit"):
            raise ClientRefused("This modal has nothing to submit.")
        empty = {
            placed.block_id: "Please complete this required field."
            for placed in elements(view.blocks)
            if missing(placed, view.state.get(placed.block_id, {}).get(placed.action_id))
        }
        if empty:
            raise ClientRefused(f"Required and empty: {', '.join(empty)}.", empty)
        forms = [payloads.view_submission(self.workspace, self.id, view) for _ in range(times)]
        answers = await asyncio.gather(*(self.workspace.dispatcher.interaction(form) for form in forms))
        outcomes = [take_submission(self.workspace, self.id, view, answer) for answer in answers]
        await self.workspace.settle()
        error, messages = next((one for one in outcomes if one[0]), (None, ()))
        stack = self.workspace.stack(self.id)
        return Result(dict(view.errors), view not in stack, self.modal, answers[-1].status, error, messages)

    async def close_modal(self, *, all_views: bool = False) -> Result:
        """Press Cancel; with `all_views` the cross, which closes the whole stack."""
        view = self._top()
        stack = self.workspace.stack(self.id)
        cleared = all_views or view.clear_on_close
        gone = list(reversed(stack)) if cleared else [view]
        self.workspace.modals[self.id] = [] if cleared else stack[:-1]
        told = [one for one in gone if one.notify_on_close]
        return await self._interact(
            [payloads.view_closed(self.workspace, self.id, one, is_cleared=cleared) for one in told]
        )

    def _top(self) -> OpenView:
        stack = self.workspace.stack(self.id)
        if not stack:
            raise ClientRefused(f"{self.id} has no modal open.")
        return stack[-1]

    # --- pressing and choosing

    async def press(
        self,
        what: str,
        *,
        value: Any = None,
        in_: Where | Modal | Home | None = None,
        nth: int = 0,
        times: int = 1,
        confirm: bool = True,
    ) -> Result:
        """Use an element outside a form, by its visible label, action id or block id.

        Searched are the modal on top, then (without one) messages from the newest, then Home. `value` is what
        is chosen in a select, date picker, row of boxes or menu. A confirmation is given.
        """
        where, placed = self._find(what, in_, nth)
        return await self.use(where, placed, value=value, times=times, confirm=confirm, called=what)

    async def use(
        self,
        where: Where,
        placed: Placed,
        *,
        value: Any = None,
        times: int = 1,
        confirm: bool = True,
        called: str = "",
    ) -> Result:
        """Use this very element of this very message or view."""
        what = called or placed.action_id
        if placed.type not in PRESSED and placed.is_input and not placed.block.get("dispatch_action"):
            raise ClientRefused(f"{what} is filled in, and sent with its form: use fill.")
        if placed.element.get("confirm") and not confirm:
            return Result(view=self.modal)
        entry = None
        if placed.type not in PRESSED:
            entry = enter(self.workspace, self.id, placed, value)
            if placed.keeps_value:
                where.state.setdefault(placed.block_id, {})[placed.action_id] = entry
        done = [payloads.action(placed, entry, self.workspace.next_ts(), value) for _ in range(times)]
        return await self._interact(
            [payloads.block_actions(self.workspace, self.id, where, [one]) for one in done]
        )

    async def suggest(self, name: str, typed: str, *, in_: Where | None = None) -> list[dict[str, Any]]:
        """Type in a select whose options the app looks up; the options it offers."""
        where, placed = self._find(name, in_, 0)
        payload = payloads.block_suggestion(self.workspace, self.id, where, placed, typed)
        answer = await self.workspace.dispatcher.interaction(payload)
        told = answer.json()
        if not answer.ok or not isinstance(told, dict) or check_options_response(told):
            return []
        offered = [*(told.get("options") or [])]
        for group in told.get("option_groups") or []:
            offered += group.get("options") or []
        self.workspace.suggestions[placed.action_id, placed.block_id] = offered
        return offered

    def _surfaces(self) -> Iterator[Where]:
        stack = self.workspace.stack(self.id)
        if stack:
            yield stack[-1]
            return
        seen = [*self.inbox, *self.ephemerals]
        seen += [message for channel in self.channels for message in channel.messages]
        yield from sorted((one for one in seen if one.by_app), key=lambda one: float(one.ts), reverse=True)
        if self.has_home:
            yield self.workspace.homes[self.id]

    def _find(self, what: str, in_: Any, nth: int) -> tuple[Where, Placed]:
        named = getattr(in_, "shown", in_)
        labels: list[str] = []
        for where in [named] if named is not None else self._surfaces():
            found = []
            for placed in elements(where.blocks):
                label = text_of(placed.element.get("text"), self.workspace.names(self.id))
                labels.append(label or placed.action_id)
                if what in {label, placed.action_id, placed.block_id}:
                    found.append(placed)
            if found:
                if nth >= len(found):
                    raise ClientRefused(f"There are only {len(found)} of {what!r}.")
                return where, found[nth]
        raise ClientRefused(f"There is no {what!r} to press; there are: {', '.join(labels) or 'none'}.")

    async def _interact(self, forms: list[dict[str, Any]]) -> Result:
        answers = await asyncio.gather(*(self.workspace.dispatcher.interaction(form) for form in forms))
        await self.workspace.settle()
        bad = next((answer for answer in answers if not answer.ok), None)
        status = answers[-1].status if answers else None
        return Result(view=self.modal, status=status, error=bad.error if bad else None)
