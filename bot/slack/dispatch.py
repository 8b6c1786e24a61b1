"""Every request of Slack finds its handler here, in a dictionary made from the features.

Bolt tries listeners one by one, so it gets a handful of catch-alls (`bot/slack/bolt.py`) that all come
here. This is also the one place that turns errors into what a person sees.
"""

import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.errors import FormErrors, PersonError, Sentence, place_of, say
from bot.feature import Feature, Message
from bot.house import House
from bot.slack import directory
from bot.slack.blocks import VALUE, section
from bot.slack.forms import Form
from bot.slack.mentions import split_command
from bot.slack.permalinks import permalink_of
from bot.slack.requests import (
    Action,
    AlreadyDoneError,
    CloseAll,
    Command,
    Event,
    Options,
    Push,
    Reply,
    Request,
    Shortcut,
    Show,
    Submission,
)
from bot.slack.twice import Twice
from bot.slack.views import notice
from bot.texts import Translator, escape
from storage.people import Person, person_by_slack_id
from storage.workspaces import Workspace

log = structlog.get_logger(__name__)

Body = Mapping[str, Any]
Answer = dict[str, Any] | str | None
"""What goes back to Slack in the body of the 200."""

NEUTRAL = say("Goodtalk is for colleagues of this workspace. Ask your Goodtalk admin to let you in.")


class DoubleHandlerError(Exception):
    """Two features want the same id, or the same feature wants it twice."""


@dataclass(frozen=True, slots=True)
class _Who:
    workspace: Workspace
    person: Person
    t: Translator


class Dispatcher:
    """Looks handlers up and calls them. An id that two features want is an error at the start."""

    def __init__(self, house: House) -> None:
        self.house = house
        features = house.features
        self.commands = _collect(features, "commands")
        self.words = _collect(features, "added_words")
        self.shortcuts = _collect(features, "shortcuts")
        self.actions = _collect(features, "actions")
        self.submissions = _collect(features, "submissions")
        self.closed = _collect(features, "closed")
        self.options = _collect(features, "options")
        self.events = _collect(features, "events")
        # After an answer with errors the same view is sent again, with something else in it.
        self._submitted = Twice[Answer](keep=lambda answer: "errors" not in (answer or {}))

    async def command(self, body: Body) -> Answer:
        """Answer a slash command: with a message only this person sees, or with nothing."""
        name = str(body["command"]).lstrip("/").removeprefix(self.house.settings.command_prefix)
        command = self.commands.get(f"/{name}")
        who = await self._who(body)
        if who is None or command is None:
            return _ephemeral(self._neutral())
        text = str(body.get("text") or "")
        request = Command(
            **self._common(body, who, key=f"command:{body.get('trigger_id')}"),
            name=f"/{name}",
            text=text,
            said=split_command(text),
        )
        added = self.words.get(f"/{name} {request.said.word}")
        if added is not None:
            request.said = split_command(request.said.rest)
        reply = await self._guard(request, lambda: (added or command).handler(request))
        return _ephemeral(reply) if isinstance(reply, Message) else None

    async def interaction(self, body: Body) -> Answer:
        """Answer a press, a submitted or closed modal, a shortcut or a search in an external select."""
        match body.get("type"):
            case "block_actions":
                for index in range(len(body.get("actions") or [])):
                    await self._action(body, index)
                return None
            case "view_submission":
                view = body["view"]
                key = f"{view['id']}:{view.get('hash')}"
                return await self._submitted.once(key, lambda: self._view(body, self.submissions))
            case "view_closed":
                return await self._view(body, self.closed)
            case "shortcut" | "message_action":
                return await self._shortcut(body)
            case "block_suggestion":
                return await self._suggestion(body)
            case other:
                log.warning("interaction_unknown", kind=str(other)[:40])
                return None

    async def event(self, body: Body) -> None:
        """Take note of an event. An exception makes Slack send it again."""
        payload = body.get("event") or {}
        kind = str(payload.get("type"))
        handler = self.events.get(kind)
        workspace = self.house.workspaces.get(str(body.get("team_id")))
        if handler is None or workspace is None:
            return
        key = f"event:{body.get('event_id')}"
        event = Event(house=self.house, workspace=workspace, key=key, kind=kind, payload=payload)
        try:
            await handler(event)
        except AlreadyDoneError:
            return

    async def _action(self, body: Body, index: int) -> None:
        action = body["actions"][index]
        who = await self._who(body)
        if who is None:
            await self._tell(body, self._neutral())
            return
        view = body.get("view") or {}
        message = body.get("message") or {}
        chosen = action.get("selected_option") or {}
        value = chosen.get("value") if chosen else action.get("value") or action.get("selected_user")
        request = Action(
            **self._common(body, who, key=f"action:{action.get('action_ts')}:{action.get('action_id')}"),
            action_id=str(action.get("action_id")),
            block_id=str(action.get("block_id")),
            value=str(value or ""),
            chosen_people=list(action.get("selected_users") or []),
            form=Form((view.get("state") or {}).get("values") or {}),
            message_ts=message.get("ts"),
        )
        # Every field has the same action id, so one that is heard at once goes by its form and name.
        is_field = request.action_id == VALUE
        heard = f"{view.get('callback_id')}:{request.block_id}" if is_field else request.action_id
        handler = self.actions.get(heard)
        if handler is None:
            # A link button also sends an action; nobody has to hear it.
            log.info("action_unhandled", action_id=request.action_id[:80])
            return
        reply = await self._guard(request, lambda: handler(request))
        if isinstance(reply, Message):
            await self._say_to(request, body, reply)

    async def _view(
        self, body: Body, handlers: "Mapping[str, Callable[[Submission], Awaitable[Reply]]]"
    ) -> Answer:
        who = await self._who(body)
        view = body["view"]
        handler = handlers.get(str(view.get("callback_id")))
        if who is None or handler is None:
            log.info("view_unhandled", callback_id=str(view.get("callback_id"))[:80])
            return None
        request = Submission(
            **self._common(body, who, key=f"view:{view['id']}:{view.get('hash')}"),
            callback_id=str(view["callback_id"]),
            form=Form((view.get("state") or {}).get("values") or {}),
        )
        try:
            reply = await self._guard(request, lambda: handler(request))
        except _AtFields as errors:
            placed = errors.at(view, who.t)
            if placed:
                return {"response_action": "errors", "errors": placed}
            reply = _message("\n".join(map(who.t.sentence, errors.sentences.values())))
        match reply:
            case Show(view=shown):
                return {"response_action": "update", "view": shown.to_dict()}
            case Push(view=pushed):
                return {"response_action": "push", "view": pushed.to_dict()}
            case CloseAll():
                return {"response_action": "clear"}
            case Message():
                return {"response_action": "update", "view": notice(who.t, reply).to_dict()}
            case _:
                return None

    async def _shortcut(self, body: Body) -> Answer:
        who = await self._who(body)
        shortcut = self.shortcuts.get(str(body.get("callback_id")))
        if shortcut is None:
            return None
        if who is None:
            await self._tell(body, self._neutral())
            return None
        request = Shortcut(
            **self._common(body, who, key=f"shortcut:{body.get('trigger_id')}"),
            callback_id=str(body["callback_id"]),
            message=body.get("message"),
            channel=(body.get("channel") or {}).get("id"),
            permalink=permalink_of(body),
        )
        reply = await self._guard(request, lambda: shortcut.handler(request))
        if isinstance(reply, Message):
            await self._say_to(request, body, reply)
        return None

    async def _suggestion(self, body: Body) -> Answer:
        who = await self._who(body)
        named = str(body.get("action_id"))
        if named == VALUE:  # every field has this action id: it goes by its form and name
            named = f"{(body.get('view') or {}).get('callback_id')}:{body.get('block_id')}"
        handler = self.options.get(named)
        if who is None or handler is None:
            return {"options": []}
        request = Options(
            **self._common(body, who, key=""),
            action_id=str(body.get("action_id")),
            block_id=str(body.get("block_id")),
            typed=str(body.get("value") or ""),
        )
        found = await handler(request)
        options = found if isinstance(found, (list, tuple)) else ()
        return {"options": [choice.to_dict() for choice in options]}

    async def _who(self, body: Body) -> _Who | None:
        """Find who acts. Guests, strangers, bots and people of another workspace are nobody here."""
        user = body.get("user") or {}
        slack_id = str(user.get("id") or body.get("user_id") or "")
        team_id = str((body.get("team") or {}).get("id") or body.get("team_id") or user.get("team_id") or "")
        workspace = self.house.workspaces.get(team_id)
        if workspace is None or not slack_id:
            return None
        person = await self.house.transact(workspace.id, person_by_slack_id, slack_id)
        if person is None:
            try:
                person = await directory.fetch(self.house, workspace, slack_id)
            except SlackApiError:
                return None
        if person is None or not person.takes_part:
            return None
        return _Who(workspace, person, self.house.texts.of(person.language))

    def _common(self, body: Body, who: _Who, *, key: str) -> dict[str, Any]:
        view = body.get("view") or {}
        is_modal = view.get("type") == "modal"
        return {
            "house": self.house,
            "workspace": who.workspace,
            "person": who.person,
            "t": who.t,
            "key": key,
            "trigger_id": body.get("trigger_id"),
            "response_url": body.get("response_url"),
            "view_id": view.get("id") if is_modal else None,
            "previous_view_id": view.get("previous_view_id") if is_modal else None,
            "root_view_id": view.get("root_view_id") if is_modal else None,
            "meta": _meta(view) if is_modal else {},
        }

    async def _guard(self, request: Request, handle: "Callable[[], Awaitable[Reply]]") -> Reply:
        """Call a handler; turn what it raises into what the person sees."""
        with self.house.watch_commits() as commits:
            try:
                return await handle()
            except AlreadyDoneError:
                return None
            except PersonError as error:
                return await self._refuse(request, {error.field: error.sentence})
            except FormErrors as errors:
                sentences: dict[str | None, Sentence] = dict(errors.sentences.items())
                return await self._refuse(request, sentences)
            except Exception as error:  # noqa: BLE001 whatever it is, the person gets an answer and the log a code
                if _too_late(error):
                    return await self._refuse(
                        request, {None: say("That took too long for Slack. Try it once more.")}
                    )
                code = secrets.token_hex(3).upper()
                log.error("request_failed", code=code, error=type(error).__name__, where=place_of(error))
                if commits and isinstance(request, Submission):
                    # What was typed is stored; only what came after went wrong.
                    return None
                apology = say(
                    "Something went wrong on our side. Try again in a moment; if it stays, "
                    "tell your Goodtalk admin this code: %(code)s.",
                    code=code,
                )
                return await self._refuse(request, {None: apology})

    async def _refuse(self, request: Request, sentences: dict[str | None, Sentence]) -> Message | None:
        if isinstance(request, Submission):
            raise _AtFields(sentences) from None
        message = _message("\n".join(map(request.t.sentence, sentences.values())))
        if request.opened_view_id is None:
            return message
        # The modal that waits for its content would wait for ever, and its trigger is used up.
        await request.update(notice(request.t, message), request.opened_view_id)
        return None

    async def _say_to(self, request: Request, body: Body, message: Message) -> None:
        """Answer a press or a shortcut: next to the message, or in a small modal where there is none."""
        if request.response_url is not None:
            await self._tell(body, message)
        elif request.trigger_id is not None:
            await request.open(notice(request.t, message))

    async def _tell(self, body: Body, message: Message) -> None:
        url = body.get("response_url")
        if url:
            client = AsyncWebhookClient(str(url), session=self.house.session)
            await client.send(
                text=message.text,
                blocks=list(message.blocks),
                response_type="ephemeral",
                replace_original=False,
            )

    def _neutral(self) -> Message:
        return _message(self.house.texts.of("en").sentence(NEUTRAL))


class _AtFields(Exception):
    """Sentences for a form's fields. The one without a field goes to the first field there is."""

    def __init__(self, sentences: dict[str | None, Sentence]) -> None:
        super().__init__()
        self.sentences = sentences

    def at(self, view: Body, t: Translator) -> dict[str, str]:
        inputs = [block["block_id"] for block in view.get("blocks") or [] if block.get("type") == "input"]
        placed: dict[str, str] = {}
        for name, sentence in self.sentences.items():
            place = name if name in inputs else next(iter(inputs), None)
            if place is not None:
                text = t.sentence(sentence)
                placed[place] = f"{placed[place]} {text}" if place in placed else text
        return placed


def _collect(features: tuple[Feature, ...], what: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for feature in features:
        for name, handler in getattr(feature, what).items():
            if name in found:
                raise DoubleHandlerError(
                    f"{what}: {name!r} is handled twice, the second time by {feature.name}"
                )
            found[name] = handler
    return found


def _meta(view: Body) -> dict[str, Any]:
    try:
        meta = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return meta if isinstance(meta, dict) else {}


def _message(text: str) -> Message:
    return Message(text=escape(text), blocks=[section(escape(text))])


def _ephemeral(message: Message) -> dict[str, Any]:
    return {
        "response_type": "ephemeral",
        "text": message.text,
        "blocks": [block.to_dict() for block in message.blocks],
    }


def _too_late(error: BaseException) -> bool:
    """Whether a `trigger_id` was used after its 3 seconds, or twice."""
    late = {"expired_trigger_id", "exchanged_trigger_id", "trigger_expired", "trigger_exchanged"}
    return isinstance(error, SlackApiError) and error.response.get("error") in late
