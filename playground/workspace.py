"""One workspace: its people, conversations, views and files, and the app installed in it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any

from playground.clock import PlayClock
from playground.conversations import Channel, Message
from playground.dispatch import Dispatcher
from playground.elements import Placed
from playground.events import Events
from playground.fields import ClientRefused
from playground.ids import Ids
from playground.manifest import DEFAULT_SCOPES, Installation, Shortcut
from playground.members import Member
from playground.programme import Call, Programme, Programmed
from playground.render import Names
from playground.responses import ResponseUrls
from playground.sockets import Sockets
from playground.traffic import Exchange, recent
from playground.triggers import Triggers
from playground.views import MAX_STACK, OpenView

if TYPE_CHECKING:
    from playground.actor import Actor


class Workspace:
    """The state of one workspace. Only this machine's programs reach it; `playground.keeping` keeps it."""

    def __init__(
        self, clock: PlayClock, ids: Ids, *, name: str, members: Iterable[Member], index: int
    ) -> None:
        self.clock = clock
        self.ids = ids
        self.name = name
        self.domain = name.lower().replace(" ", "-")
        self.team_id = ids.next("T")
        self.app_id = ids.next("A")
        self.app_name = "goodtalk"
        self.bot_id = ids.next("B")
        self.bot_user_id = ids.next("U")
        self.bot_token = f"xoxb-playground-{index}-{ids.number():06d}"
        self.app_token = f"xapp-1-{self.app_id}-{ids.number():06d}-playground"
        self.signing_secret = f"{index:02x}{ids.number():030x}"
        self.verification_token = f"playground-verification-{index}"
        self.base_url = "http://playground.invalid"
        self.scopes = set(DEFAULT_SCOPES)
        self.installation = Installation()
        self.members: dict[str, Member] = {}
        self.channels: dict[str, Channel] = {}
        self.dms: dict[str, Channel] = {}
        self.ephemerals: list[Message] = []
        self.modals: dict[str, list[OpenView]] = {}
        self.homes: dict[str, OpenView] = {}
        self.files: dict[str, dict[str, Any]] = {}
        self.uploads: dict[str, bytes] = {}
        self.suggestions: dict[tuple[str, str], list[dict[str, Any]]] = {}
        self.triggers = Triggers(clock, ids.number)
        self.programme = Programme()
        self.response_urls = ResponseUrls(self)
        self.rate_limit = False
        self.patience = 3.0
        self.after_action: Callable[[], Awaitable[Any]] | None = None
        self.dispatcher = Dispatcher(self)
        self.sockets = Sockets(self)
        self.events = Events(self)
        self._calls: list[Call] = []
        self.exchanges = recent()
        self.traffic = 0
        """A number that changes with every request and answer, as `version` does with what people see."""
        self._last_micros = 0
        self._actors: dict[str, Actor] = {}
        self._posted: dict[str, list[float]] = {}
        self.version = 0
        self._changed = asyncio.Event()
        bot = Member(
            self.bot_user_id, "goodtalk", real_name="Goodtalk", is_bot=True, tz="America/Los_Angeles"
        )
        slackbot = Member(
            "USLACKBOT", "slackbot", real_name="Slackbot", is_bot=False, tz="America/Los_Angeles"
        )
        slackbot.email = ""
        for member in (slackbot, bot, *members):
            self.add_member(member)

    # --- people

    def add_member(self, member: Member) -> Member:
        """Put somebody into the workspace without telling the app; `events.team_join` tells it."""
        self.members[member.id] = member
        self.touch()
        return member

    def people(self) -> list[Member]:
        """Everybody a person may act as."""
        return [member for member in self.members.values() if not member.is_bot and member.id != "USLACKBOT"]

    def member(self, key: str) -> Member:
        """The member with this id or user name."""
        if key in self.members:
            return self.members[key]
        return next(member for member in self.members.values() if member.name == key.removeprefix("@"))

    def act(self, key: str) -> "Actor":
        """The hands and eyes of one person."""
        from playground.actor import Actor  # noqa: PLC0415 - the actor needs a whole workspace

        user_id = self.member(key).id
        if user_id not in self._actors:
            self._actors[user_id] = Actor(self, user_id)
        return self._actors[user_id]

    def names(self, reader: str | None = None) -> Names:
        """What ids are called for `reader`, and in whose time zone moments are shown."""
        people = {member.id: member.label for member in self.members.values()}
        channels = {channel.id: channel.name for channel in self.channels.values()}
        if not reader:
            return Names(people, channels)
        member = self.members[reader]
        return Names(people, channels, member.tz, member.locale, reader, self.clock.now())

    # --- conversations

    def add_channel(
        self, name: str, members: Iterable[str] = (), *, with_app: bool = False, is_private: bool = False
    ) -> Channel:
        joined = {self.member(key).id for key in members} | ({self.bot_user_id} if with_app else set())
        channel = Channel(
            self.ids.next("C"), name.removeprefix("#"), joined, self.epoch(), is_private=is_private
        )
        self.channels[channel.id] = channel
        self.touch()
        return channel

    def channel(self, key: str) -> Channel:
        """The channel with this name or id."""
        if key in self.channels:
            return self.channels[key]
        name = key.removeprefix("#")
        return next(channel for channel in self.channels.values() if channel.name == name)

    def dm(self, user_id: str) -> Channel:
        """The direct message between the app and a person; opened when it is not there yet."""
        if user_id not in self.dms:
            members = {user_id, self.bot_user_id}
            self.dms[user_id] = Channel(
                self.ids.next("D"), "directmessage", members, self.epoch(), user=user_id
            )
        return self.dms[user_id]

    def find_conversation(self, channel_id: str | None) -> Channel | None:
        if channel_id in self.channels:
            return self.channels[channel_id]
        return next((dm for dm in self.dms.values() if dm.id == channel_id), None)

    def say(self, channel: Channel, user_id: str, text: str, **more: Any) -> Message:
        """Put a message into a conversation."""
        message = Message(self, channel.id, self.next_ts(), user_id, text, **more)
        channel.messages.append(message)
        self.touch()
        return message

    # --- modals and Home

    def stack(self, user_id: str) -> list[OpenView]:
        return self.modals.setdefault(user_id, [])

    def open_views(self) -> list[OpenView]:
        return [view for stack in self.modals.values() for view in stack] + list(self.homes.values())

    def open_modal(self, user_id: str, view: dict[str, Any]) -> OpenView:
        """Open a modal; whatever stack was open before gives way to it."""
        opened = OpenView.new(self.ids, user_id, view, str(self.epoch()))
        self.modals[user_id] = [opened]
        self.touch()
        return opened

    def push_modal(self, user_id: str, view: dict[str, Any]) -> OpenView | None:
        """Push a modal on the open stack; None when the stack is full."""
        stack = self.stack(user_id)
        if len(stack) >= MAX_STACK:
            return None
        opened = OpenView.new(self.ids, user_id, view, str(self.epoch()), below=stack[-1])
        stack.append(opened)
        self.touch()
        return opened

    def show_view(self, open_view: OpenView, view: dict[str, Any]) -> None:
        open_view.show(view, self.ids, str(self.epoch()))
        self.touch()

    def view_payload(self, view: OpenView) -> dict[str, Any]:
        return view.to_slack(team_id=self.team_id, app_id=self.app_id, bot_id=self.bot_id)

    def suggested(self, placed: Placed, value: Any) -> dict[str, Any]:
        """The option with this value among those the app last offered for a look-up select."""
        offered = self.suggestions.get((placed.action_id, placed.block_id), [])
        held = placed.element.get("initial_options") or [placed.element.get("initial_option") or {}]
        for option in [*offered, *held]:
            if str(value) in {option.get("value"), (option.get("text") or {}).get("text")}:
                return option
        raise ClientRefused(f"The app offered no option {value!r}.")

    def keep_file(self, user_id: str, name: str, content: bytes) -> dict[str, Any]:
        """Keep a file somebody adds to a form, where the app can fetch it with its token."""
        file_id = self.ids.next("F")
        link = f"{self.base_url}/files/{self.team_id}/{file_id}"
        file = {
            "id": file_id,
            "created": self.epoch(),
            "timestamp": self.epoch(),
            "name": name,
            "title": name,
            "filetype": name.rpartition(".")[2],
            "user": user_id,
            "size": len(content),
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "url_private": link,
            "url_private_download": f"{link}?download=1",
        }
        self.files[file_id] = file
        self.uploads[file_id] = content
        return file

    # --- the app

    def install(self, manifest: dict[str, Any]) -> None:
        """Read commands, shortcuts, events and scopes from the app's manifest."""
        self.installation = Installation.read(manifest)
        self.app_name = self.installation.app_name or self.app_name
        if self.installation.scopes:
            self.scopes = set(self.installation.scopes)

    def global_shortcuts(self) -> list[Shortcut]:
        return [one for one in self.installation.shortcuts.values() if one.kind == "global"]

    def message_shortcuts(self) -> list[Shortcut]:
        return [one for one in self.installation.shortcuts.values() if one.kind == "message"]

    def connect(self, app: Any, path: str = "/slack/events") -> None:
        """Send interactions to `app`: an ASGI application, or the URL of a server."""
        self.dispatcher.connect(app, path)

    def connect_socket(self) -> None:
        """Send interactions through the sockets that the app opens (Socket Mode)."""
        self.dispatcher.connect_socket(self.sockets)

    async def post_raw(self, body: bytes, headers: dict[str, str]) -> Any:
        """Send `body` to the app exactly as it is."""
        return await self.dispatcher.post_raw(body, headers)

    async def redeliver_last(self, *, times: int = 1) -> Any:
        """Send the newest request to the app once more, as Slack does when an answer got lost."""
        return await self.dispatcher.redeliver_last(times=times)

    async def settle(self) -> None:
        """Let the app do what is due after an action."""
        self.touch()
        if self.after_action is not None:
            await self.after_action()

    def bot_profile(self) -> dict[str, Any]:
        return {
            "id": self.bot_id,
            "deleted": False,
            "name": self.app_name,
            "updated": 0,
            "app_id": self.app_id,
            "user_id": self.bot_user_id,
            "icons": {},
            "team_id": self.team_id,
        }

    # --- the Web API's answers

    def program(self, method: str, **deviation: Any) -> None:
        """Make the next answers of `method` (or of any, `*`) deviate: an error, a status, a lost reply."""
        self.programme.add(method, Programmed(**deviation))

    def calls(self, method: str | None = None) -> list[Call]:
        """The calls the app made, oldest first."""
        return [call for call in self._calls if method is None or call.method == method]

    def log_call(self, call: Call) -> None:
        self._calls.append(call)
        self.log_changed()

    def log_exchange(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)
        self.log_changed()

    def log_changed(self) -> None:
        self.traffic += 1
        self._changed.set()

    def post_allowed(self, channel_id: str) -> bool:
        """Whether the channel's limit (one a second, with a small burst) leaves room; counts the post."""
        now = self.clock.now().timestamp()
        recent = [moment for moment in self._posted.get(channel_id, []) if now - moment < len(_BURST)]
        allowed = len(recent) < len(_BURST)
        self._posted[channel_id] = [*recent, now] if allowed else recent
        return allowed

    # --- time

    def epoch(self) -> int:
        return int(self.clock.now().timestamp())

    def next_ts(self) -> str:
        """A message's time stamp: now, but later than every one before."""
        micros = int(self.clock.now().timestamp() * 1_000_000)
        self._last_micros = max(micros, self._last_micros + 1)
        return f"{self._last_micros // 1_000_000}.{self._last_micros % 1_000_000:06d}"

    def resume_ts(self, ts: str) -> None:
        """Go on after a time stamp that was given out before a restart."""
        seconds, _, micros = ts.partition(".")
        self._last_micros = max(self._last_micros, int(seconds) * 1_000_000 + int(micros))

    def touch(self) -> None:
        """Note that something visible may have changed, so that the page looks again."""
        self.version += 1
        self._changed.set()

    async def change(self, version: int, traffic: int) -> None:
        """Wait until something happened that these two numbers do not know of."""
        while (self.version, self.traffic) == (version, traffic):
            self._changed.clear()
            await self._changed.wait()

    async def until(self, true: Callable[[], Any], *, within: float = 60) -> Any:
        """Wait for an app that runs beside until something has come true; return what it is."""
        async with asyncio.timeout(within):
            while not (found := true()):
                self._changed.clear()
                await self._changed.wait()
        return found


# Three posts may come at once; over any three seconds not more than three.
_BURST = range(3)
