"""What the people of the made-up company do, through the app: commands, forms, buttons."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.demo.time_travel import travel
from bot.hours import at_local, next_office_moment
from bot.wiring import Runtime
from playground.actor import Actor
from playground.clock import PlayClock
from playground.workspace import Workspace

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NEW_YORK = ZoneInfo("America/New_York")


@dataclass
class Stage:
    """Where the story is played: the app, Slack and the clock."""

    runtime: Runtime
    slack: Workspace
    clock: PlayClock
    monday: date
    """The Monday of the story's first week."""

    def act(self, slack_id: str) -> Actor:
        """Take the part of a person."""
        return self.slack.act(slack_id)

    def day(self, week: int, weekday: int) -> date:
        """Return a day of the story: week 0 is the first, weekday 0 Monday."""
        return self.monday + timedelta(weeks=week, days=weekday)

    async def at(self, week: int, weekday: int, hour: int, minute: int = 0) -> None:
        """Let time pass until a moment in Amsterdam."""
        await self.until(at_local(self.day(week, weekday), time(hour, minute), AMSTERDAM))

    async def until(self, moment: datetime) -> None:
        """Let time pass; the mornings of one zone are stops enough for weeks that are over."""
        await travel(self.runtime, self.clock, moment, zones=(AMSTERDAM,))


async def goal(actor: Actor, title: str, **fields: object) -> None:
    """Write down a goal that the manager reads too."""
    await actor.command(f"/goals add {title}")
    actor.fill(visibility="manager", **fields)
    await actor.submit()
    await actor.close_modal(all_views=True)


async def check_in(actor: Actor, nth: int, state: str, progress: int, line: str) -> None:
    """Check in on the nth goal of Home."""
    await actor.press("goals.check_in", in_=actor.home, nth=nth)
    actor.fill(state=state, progress=str(progress), line=line)
    await actor.submit()
    await close(actor)


async def ask(actor: Actor, about: str, *givers: str, form: str) -> None:
    """Ask people for feedback."""
    await actor.command(f"/feedback ask {about}")
    actor.fill(givers=list(givers), form=form)
    await actor.submit()
    await close(actor)


async def answer(actor: Actor, *answers: str) -> None:
    """Answer the newest ask."""
    await actor.press("feedback.open_answer")
    actor.fill(**{f"question_{number}": text for number, text in enumerate(answers, start=1)})
    await actor.submit()
    await close(actor)


async def decline(actor: Actor, reason: str) -> None:
    """Decline the newest ask."""
    await actor.press("feedback.open_decline")
    actor.fill(reason=reason)
    await actor.submit()
    await close(actor)


async def propose(actor: Actor, day: date, aim: str, zone: ZoneInfo) -> None:
    """Propose a moment to the manager: at 10:00, or the next office moment."""
    moment = next_office_moment(at_local(day, time(10), zone), zone)
    await actor.command("/talk plan")
    actor.fill(moment_1=int(moment.timestamp()), aim=aim)
    await actor.submit()
    await close(actor)


async def plan(
    stage: Stage, employee: str, partner: str, day: date, aim: str, zone: ZoneInfo = AMSTERDAM
) -> None:
    """Plan a talk: one proposes, the other chooses."""
    await propose(stage.act(employee), day, aim, zone)
    await stage.act(partner).press("talks.choose_1")


async def held(stage: Stage, employee: str, partner: str, what: str, by: date) -> None:
    """Both say that they held it, record an agreement and confirm it."""
    for slack_id in (employee, partner):
        await stage.act(slack_id).press("talks.held")
    await stage.act(partner).press("talks.record")
    stage.act(partner).fill(what_1=what, owner_1=employee, by_1=by)
    await stage.act(partner).submit()
    await close(stage.act(partner))
    await stage.act(employee).press("talks.agreements")
    await stage.act(employee).press("talks.confirm")
    await close(stage.act(employee))


async def look_back(stage: Stage, heard: dict[str, str], pulse: tuple[int, int]) -> None:
    """After a talk: what each heard, how it was, and the next date."""
    for slack_id, line in heard.items():
        actor = stage.act(slack_id)
        await actor.press("talks.heard")
        actor.fill(heard=line)
        await actor.submit()
        await close(actor)
        await actor.press("talks.pulse")
        actor.fill(useful=str(pulse[0]), heard=str(pulse[1]))
        await actor.submit()
        await close(actor)


async def next_date(stage: Stage, *both: str) -> None:
    """Both say that the date one cycle on suits them."""
    for slack_id in both:
        await stage.act(slack_id).press("talks.next")


async def reflect(actor: Actor, reader: str, **fields: str) -> None:
    """Write a reflection of what is filled in already, and share its report."""
    await actor.command("/reflect")
    await actor.submit()
    for step in (("proud", "learned", "change"), ("next_goal", "help", "topics")):
        actor.fill(**{name: fields[name] for name in step})
        await actor.submit()
    await actor.press("reflections.open_share")
    actor.fill(reader=reader)
    await actor.submit()
    await close(actor)


async def topic(
    actor: Actor, name: str, title: str, *, theme: str, minutes: int, question: str | None = None
) -> None:
    """Put a topic on the agenda of the next talk with somebody, named as one types it behind @."""
    await actor.command(f"/talk topics @{name}")
    await actor.press("topics.add")
    actor.fill(title=title, theme=theme, minutes=minutes, **({"question": question} if question else {}))
    await actor.submit()
    await close(actor)


async def prepare(actor: Actor, *answers: str, is_ready: bool) -> None:
    """Answer the first questions of the preparation, and let the other read the first answer."""
    await actor.command("/talk prepare")
    actor.fill(
        **{f"answer_{number}": text for number, text in enumerate(answers, start=1)}, share_1=["shared"]
    )
    await actor.submit()
    if is_ready:
        await actor.press("preparation.ready")
    await close(actor)


async def close(actor: Actor) -> None:
    """Close every open modal."""
    if actor.modal is not None:
        await actor.close_modal(all_views=True)
