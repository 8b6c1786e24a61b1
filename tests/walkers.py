"""Pairs that follow the nudges through Slack alone: press the button, propose, choose, hold, and say so.

They do what people do when Slack fails: look again later, and press once more.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from company import Company

from playground.actor import Actor, ClientRefused
from playground.conversations import Message
from playground.elements import Placed, elements

NEWEST = 8
"""So many of their newest messages people look at."""
PATIENCE = 5
A_WEEK = timedelta(days=7)
"""So long after a cycle began they talk."""


@dataclass
class Walker:
    """One pair: who plans (the employee), and who chooses."""

    company: Company
    employee: str
    partner: str
    pair: int
    hour: int
    """At which hour (UTC) the two talk."""
    planned: set[datetime] = field(default_factory=set)
    """The moments that were proposed."""
    pressed: set[tuple[str, str]] = field(default_factory=set)
    """Which button of which message was pressed."""

    @property
    def both(self) -> tuple[Actor, Actor]:
        return self.company.act(self.employee), self.company.act(self.partner)

    async def act(self, talk_on: datetime) -> None:
        """Do whatever the messages ask for by now; the talk of this cycle is on `talk_on`."""
        at = talk_on.replace(hour=self.hour)
        employee, partner = self.both
        if at not in self.planned and at > self.company.clock.now():
            await self._propose(employee, at, since=talk_on - A_WEEK)
        await self._press(partner, "talks.choose_1", about=self.employee)
        for actor, other in ((employee, self.partner), (partner, self.employee)):
            await self._press(actor, "talks.held", about=other)

    async def _propose(self, employee: Actor, at: datetime, *, since: datetime) -> None:
        """Press the button of this cycle's nudge, fill in the form, send it."""
        for message, placed in buttons(employee, "talks.plan"):
            if placed.element.get("value") != str(self.pair) or float(message.ts) < since.timestamp():
                continue
            for _ in range(PATIENCE):
                await employee.use(message, placed)
                if employee.modal is not None and employee.modal.callback_id == "talks.plan":
                    employee.fill(moment_1=int(at.timestamp()))
                    result = await employee.submit()
                    assert not result.errors, result.errors
                    if result.ok:
                        self.planned.add(at)
                await close_all(employee)
                if at in self.planned:
                    return
            raise AssertionError(f"{self.employee} could not propose")

    async def _press(self, actor: Actor, action: str, *, about: str) -> None:
        """Press what a message about the other offers: once, and again when Slack said that it failed."""
        for message, placed in buttons(actor, action):
            if f"<@{about}>" not in message.text or (message.ts, action) in self.pressed:
                continue
            for _ in range(PATIENCE):
                result = await actor.use(message, placed)
                if result.ok:
                    break
            self.pressed.add((message.ts, action))
            await close_all(actor)
            return


def buttons(actor: Actor, action: str) -> Iterator[tuple[Message, Placed]]:
    """The buttons of somebody's newest messages, newest first."""
    for message in reversed(actor.inbox[-NEWEST:]):
        for placed in list(elements(message.blocks)):
            if placed.action_id == action:
                yield message, placed


async def close_all(actor: Actor) -> None:
    """Close whatever is open."""
    while actor.modal is not None:
        try:
            await actor.close_modal(all_views=True)
        except ClientRefused:
            return
