"""What a feature contributes. The rest of the app knows features only by this."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING

from slack_sdk.models.blocks import Block, ButtonElement

from bot.cycles import Span
from bot.errors import Sentence
from bot.mail import Letter
from bot.settings import Settings
from bot.texts import Texts, Translator
from storage.deliveries import Delivery
from storage.people import Person
from storage.transaction import Tx

if TYPE_CHECKING:
    from bot.slack.requests import Action, Command, Event, Options, Reply, Request, Shortcut, Submission


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF that is still to be printed: `prompts/<template>.typ` with its data (`bot.pdf`)."""

    template: str
    data: object
    made_on: date


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is the message; it is made when it goes out, beside everything else.

    `make` is given the e-mail addresses that Slack tells of these people, by their Slack ids; one that Slack
    does not tell is left out. No address is kept.
    """

    name: str
    make: Callable[[Mapping[str, str]], bytes | Paper]
    people: Sequence[str] = ()
    title: str | None = None
    """What Slack shows above it; its name without one."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message: `text` is the fallback that notifications and screen readers read.

    With a `file` the text stands above it, and the blocks are left out: such a message is never drawn anew.
    """

    text: str
    blocks: Sequence[Block]
    file: Attachment | None = None


class Timing(Enum):
    """When a kind of delivery may go out."""

    APPOINTMENT = "appointment"
    """At the very moment it is due: an appointment the reader made, or the answer they wait for."""
    AT_ONCE = "at once"
    """What somebody else did: when it is due, but neither in Do Not Disturb nor during the reader's talk."""
    OFFICE_HOURS = "office hours"
    """As `AT_ONCE`, and only 9:00-17:00 on a working day on which the reader is not away."""


@dataclass(frozen=True, slots=True)
class DeliveryKind:
    """A kind of message the app sends of its own accord.

    `word` is asked at the moment of sending (and again when the message is drawn anew), in the reader's
    language. It returns None when nobody wants the message any more. `person` is None for a team's channel.
    """

    word: Callable[[Tx, Delivery, Person | None, Translator], Message | None]
    timing: Timing = Timing.AT_ONCE
    counted: bool = False
    """Whether it is one of the at most one message a day that the app starts."""
    name: Sentence | None = None
    """What the reader's own settings and lists call it. A counted kind has one."""
    why: Sentence | None = None
    """Why it comes: the rule, in a sentence for its reader. A counted kind has one."""
    may_wait: bool = True
    """Whether its reader can have it come again later: not where that would tell who has not answered."""
    follows_home: bool = False
    """Whether the newest one is drawn anew when what its reader sees in Home changes (`bot.following`)."""
    sent: Callable[[Tx, Delivery], None] | None = None
    """Hears that the message stands in Slack, in the transaction that notes it."""
    lost: Callable[[Tx, Delivery, str], None] | None = None
    """Hears of a message that is not tried again, and why: Slack's code, or words of the courier."""
    unwanted: Callable[[Tx, Delivery], bool] | None = None
    """Whether what stands in Slack shall be deleted there; asked when it would be drawn anew."""
    taken_away: Callable[[Tx, Delivery, str | None], None] | None = None
    """Hears that such a message is gone, or Slack's code for why it stays."""


@dataclass(frozen=True, slots=True)
class LetterKind:
    """A kind of e-mail the app sends; `word` is asked as for messages.

    `lost` hears of a letter that is not tried again: whether it certainly did not arrive. `sent` hears that
    the mail server took it, `waits` that it did not for now, so that it is tried again.
    """

    word: Callable[[Tx, Delivery, Settings, Texts], Letter | None]
    lost: Callable[[Tx, Delivery, bool], None]
    sent: Callable[[Tx, Delivery], None] | None = None
    waits: Callable[[Tx, Delivery], None] | None = None


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A slash command as it stands in `app.yaml`."""

    handler: "Callable[[Command], Awaitable[Reply]]"
    description: str
    usage_hint: str


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One line of `/goodtalk help`: what to type, and what it does."""

    example: str
    meaning: Sentence


@dataclass(frozen=True, slots=True)
class GlobalShortcut:
    """A shortcut as it stands in `app.yaml`; `kind` is `global` or `message`."""

    handler: "Callable[[Shortcut], Awaitable[Reply]]"
    name: str
    description: str
    kind: str = "global"


@dataclass(frozen=True, slots=True)
class Subcommand:
    """A word after `/goodtalk`, or after another command, with its Dutch names."""

    handler: "Callable[[Command], Awaitable[Reply]]"
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AdminPage:
    """A page for admins: a word after `/goodtalk admin`, and a button in its menu."""

    handler: "Callable[[Request], Awaitable[Reply]]"
    """Asked only for an admin; it opens its modal."""
    label: Sentence
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing that is still open in a cycle, with the button that begins it."""

    text: str
    button: ButtonElement


@dataclass(frozen=True, slots=True)
class Target:
    """One of the things a cycle asks of a person: how far they are, and what is open of it.

    With `asked` 0 there is nothing to count, and `open` may still hold something.
    """

    name: str
    done: int
    asked: int
    open: Sequence[OpenItem] = ()


HomeSection = Callable[[Tx, Person, Translator], list[Block]]
Targets = Callable[[Tx, Span, Translator], Sequence[Target]]
Busy = Callable[[Tx, Person], datetime | None]


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: what it hears, what it sends, what it asks the data each minute, what Home shows."""

    name: str
    label: Sentence | None = None
    """What people call it, in a list of what they got."""
    commands: Mapping[str, SlashCommand] = field(default_factory=dict)
    subcommands: Mapping[str, Subcommand] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, Subcommand]] = field(default_factory=dict)
    """Words that it adds behind another feature's slash command: `{"/talk": {"topics": Subcommand(…)}}`."""
    shortcuts: Mapping[str, GlobalShortcut] = field(default_factory=dict)
    actions: "Mapping[str, Callable[[Action], Awaitable[Reply]]]" = field(default_factory=dict)
    submissions: "Mapping[str, Callable[[Submission], Awaitable[Reply]]]" = field(default_factory=dict)
    closed: "Mapping[str, Callable[[Submission], Awaitable[Reply]]]" = field(default_factory=dict)
    options: "Mapping[str, Callable[[Options], Awaitable[Reply]]]" = field(default_factory=dict)
    events: "Mapping[str, Callable[[Event], Awaitable[None]]]" = field(default_factory=dict)
    deliveries: Mapping[str, DeliveryKind] = field(default_factory=dict)
    letters: Mapping[str, LetterKind] = field(default_factory=dict)
    due: Sequence[Callable[[Tx], None]] = ()
    home: HomeSection | None = None
    left: Callable[[Tx, Person], None] | None = None
    """Called when somebody became inactive."""
    busy: Busy | None = None
    """Until when somebody is in something during which nobody writes to them, or None."""
    admin: "Mapping[str, AdminPage]" = field(default_factory=dict)
    """Words after `/goodtalk admin`, with the page each opens."""
    help: Sequence[HelpLine] = ()
    targets: Targets | None = None
    """What a cycle asks of a person that this feature knows about."""
    knowing: "Callable[[Sequence[Feature]], Feature] | None" = None
    """Completes a feature that asks the others, once all are known (`complete`)."""

    @property
    def added_words(self) -> Mapping[str, Subcommand]:
        """What it adds behind other features' commands, by what is typed: `/talk topics`."""
        return {
            f"{command} {word}": subcommand
            for command, words in self.words.items()
            for name, subcommand in words.items()
            for word in (name, *subcommand.also)
        }


def complete(features: Sequence[Feature]) -> tuple[Feature, ...]:
    """Let those features that ask the others know them."""
    return tuple(one if one.knowing is None else one.knowing(features) for one in features)
