"""A feature made for tests: it remembers what it was asked, and fails in every way there is."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.errors import FormErrors, PersonError, say
from bot.feature import (
    Attachment,
    DeliveryKind,
    Feature,
    GlobalShortcut,
    Message,
    SlashCommand,
    Subcommand,
    Timing,
)
from bot.slack.blocks import actions, button, modal, section, text_input
from bot.slack.blocks import field as form_field
from storage import deliveries
from storage.people import people_by_slack_id

LATE = timedelta(seconds=4)
"""Longer than a trigger lives."""
NOTE = "probe.note"
"""At once."""
NUDGE = "probe.nudge"
"""In office hours, counted."""
BELL = "probe.bell"
"""An appointment."""


@dataclass
class Probe:
    """What happened, and what shall be said."""

    texts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    presses: list[str] = field(default_factory=list)
    effects: list[str] = field(default_factory=list)
    said: dict[str, str | None] = field(default_factory=dict)
    """What a delivery says, by step; None when nobody wants it any more."""
    bad_blocks: bool = False
    busy: dict[str, datetime] = field(default_factory=dict)
    """Until when somebody is in a talk, by Slack id."""

    @property
    def feature(self) -> Feature:
        return Feature(
            name="probe",
            commands={"/probe": SlashCommand(self.command, "Probe", "anything")},
            words={"/talk": {"peek": Subcommand(self.command, also=("gluren",))}},
            shortcuts={
                "probe_open": GlobalShortcut(self.shortcut, "Open", "Opens the form"),
                "probe_on_message": GlobalShortcut(self.shortcut, "On it", "On a message", kind="message"),
            },
            actions={"probe.press": self.press, "probe.open": self.open},
            submissions={"probe.form": self.submit},
            closed={"probe.form": self.close},
            options={"probe.search": self.search},
            events={"app_home_opened": self.happened},
            deliveries={
                NOTE: DeliveryKind(self.word),
                NUDGE: DeliveryKind(
                    self.word,
                    timing=Timing.OFFICE_HOURS,
                    counted=True,
                    name=say("Nudges"),
                    why=say("A test wanted it."),
                ),
                BELL: DeliveryKind(self.word, timing=Timing.APPOINTMENT),
            },
            busy=lambda _tx, person: self.busy.get(person.slack_id),
        )

    async def command(self, command):
        self.texts.append(command.text)
        self.words.append(command.said.word)
        match command.said.word:
            case "boom":
                raise RuntimeError(command.text)
            case "refused":
                raise PersonError(say("You cannot do that. Try %(what)s.", what="<something> & else"))
            case "buttons":
                row = actions(button("Press", "probe.press", 7), button("Form", "probe.open", "slow"))
                return Message("Buttons", [section("Buttons"), row])
            case "form":
                await command.open(form())
            case "unknown":
                await command.open(form("probe.nobody"))
        return None

    async def shortcut(self, shortcut):
        await shortcut.open(form())

    async def press(self, action):
        await action.run(self.effect, action.value)
        self.presses.append(action.value)
        return Message("Pressed", [section("Pressed")])

    async def open(self, action):
        action.house.clock.move_to(action.house.clock.now() + LATE)
        await action.open(form())

    async def submit(self, submission):
        text = submission.form.text("story")
        match text.split(" ", 1)[0]:
            case "field":
                raise PersonError(say("Shorter, please."), field="story")
            case "nowhere":
                raise PersonError(say("Not today."))
            case "fields":
                raise FormErrors({"story": say("Not this."), "more": say("Nor this.")})
            case "boom":
                raise RuntimeError(text)
            case "rollback":
                await submission.run(self.fail, text)
            case "after":
                await submission.run(self.effect, text)
                raise RuntimeError(text)
        await submission.run(self.effect, text)

    async def close(self, submission):
        self.presses.append(f"closed {submission.callback_id}")

    async def search(self, options):
        self.presses.append(options.typed)
        return []

    async def happened(self, event):
        await event.run(self.effect, event.kind)

    def effect(self, _tx, text):
        self.effects.append(text)

    def fail(self, tx, text):
        deliveries.enqueue(tx, NOTE, 1, step="x")
        raise RuntimeError(text)

    def word(self, _tx, delivery, _person, _t):
        text = self.said.get(delivery.step, f"note {delivery.step}")
        if text is None:
            return None
        if self.bad_blocks:
            return Message(text, [section("")])
        if delivery.step == "file":
            # Its content is whom Slack knows by which address.
            file = Attachment(
                "note.txt", lambda known: repr(sorted(known.items())).encode(), ("U_LEE", "U_X")
            )
            return None if delivery.is_sent else Message(text, [], file)
        blocks = [section(text)]
        if not delivery.is_sent:
            blocks.append(actions(button("Press", "probe.press", delivery.subject)))
        return Message(text, blocks)


def form(callback_id="probe.form"):
    """A form with a required and an optional field."""
    return modal(
        callback_id,
        "Form",
        [
            form_field("story", "Story", text_input(multiline=True)),
            form_field("more", "More", text_input(), optional=True),
        ],
        submit="Send",
        close="Cancel",
        notify_on_close=True,
    )


def owe(company, slack_id, *, kind=NOTE, **more):
    """Owe somebody a message, as a use case would."""

    def write(tx):
        person = people_by_slack_id(tx, [slack_id])[slack_id]
        return deliveries.enqueue(tx, kind, person.id, counted=kind == NUDGE, **more)

    return company.look(write)
