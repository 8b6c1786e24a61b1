"""Five weeks at the made-up company, played through the app as people would: commands, forms, buttons."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.demo import company
from bot.demo.time_travel import travel
from bot.hours import add_working_days, at_local, local_date, next_office_moment
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


def begins(until: datetime) -> datetime:
    """Return the moment at which a story that ends at `until` begins, in UTC."""
    return at_local(_first_monday(until), time(8), AMSTERDAM)


def _first_monday(until: datetime) -> date:
    today = local_date(until, AMSTERDAM)
    return today - timedelta(days=today.weekday(), weeks=5)


async def play(runtime: Runtime, slack: Workspace, clock: PlayClock, *, until: datetime) -> None:
    """Live through the story, then let the rest of the time pass."""
    stage = Stage(runtime, slack, clock, _first_monday(until))
    for scene in SCENES:
        await scene(stage)
    await _this_week(stage, until)
    await travel(runtime, clock, until)


async def _goals(stage: Stage) -> None:
    await stage.at(0, 0, 10)
    for slack_id in ("UEMMA", "ULEE"):
        await stage.act(slack_id).open_home()
    await _goal(
        stage.act("UEMMA"),
        "Vaker nee zeggen",
        kind="development",
        why="Mijn week zit vol met werk van anderen.",
        measure="Op vrijdag is mijn lijst van maandag af.",
        due=stage.day(16, 4),
        action_1="Volgende keer zeggen: ik kom er morgen op terug",
        action_1_due=stage.day(2, 4),
    )
    await _goal(
        stage.act("UEMMA"),
        "Klantdemo in een kwartier",
        kind="professional",
        measure="Twee klanten vragen zelf om een vervolg.",
        due=stage.day(12, 4),
        action_1="Verhaallijn op één pagina",
    )
    await _goal(stage.act("UNOOR"), "Leren luisteren zonder meteen te adviseren", kind="development")
    await _goal(
        stage.act("ULEE"),
        "Show designs earlier, also when they are not finished",
        kind="development",
        measure="Priya and Owen see a sketch within two days.",
        due=stage.day(14, 4),
    )
    await _goal(stage.act("UGRACE"), "Win three clients in Boston", kind="professional", due=stage.day(18, 4))


async def _first_feedback(stage: Stage) -> None:
    await stage.at(0, 1, 11)
    await _ask(stage.act("UEMMA"), "de klantdemo van dinsdag", "UNOOR", "UDAAN", form="tops_tips")
    await stage.at(0, 2, 14)
    await _answer(
        stage.act("UNOOR"),
        "Je liet eerst de klant vertellen. Daardoor ging de demo over hun werk en niet over ons scherm.",
        "Stop na tien minuten en vraag: wat mist u nog? Nu bleef er weinig tijd over voor vragen.",
    )
    await _decline(stage.act("UDAAN"), "Ik was die dag op cursus, sorry. Vraag me gerust na de volgende.")
    await stage.at(0, 3, 9, 30)
    emma = stage.act("UEMMA")
    await emma.press("feedback.read")
    await emma.press("feedback.share")
    await emma.close_modal(all_views=True)


async def _plans(stage: Stage) -> None:
    await stage.at(0, 4, 10)
    await _plan(stage, "ULEE", "UANNA", stage.day(1, 4), "What I want to learn this winter")
    await stage.at(1, 0, 10)
    await _plan(stage, "UEMMA", "UMARK", stage.day(2, 1), "Minder tegelijk, meer af")


async def _check_ins(stage: Stage) -> None:
    await stage.at(1, 1, 15)
    await _check_in(stage.act("UEMMA"), 0, "on_track", 30, "Drie keer nee gezegd. Niemand was boos.")
    await _check_in(stage.act("ULEE"), 0, "at_risk", 20, "I still polish for a week before I show anything.")
    await _ask(stage.act("ULEE"), "the new booking screens", "UPRIYA", "UOWEN", form="start_stop_continue")
    await stage.at(1, 3, 11)
    await _answer(
        stage.act("UPRIYA"),
        "Show us the rough version on Monday. We would have built it differently had we seen it.",
        "Stop sorry-ing for sketches. They are what we need.",
        "Keep drawing the error states. Nobody else does.",
    )


async def _leaver(stage: Stage) -> None:
    await stage.at(1, 4, 10)
    await _ask(stage.act("UEMMA"), "onze samenwerking dit jaar", company.LEAVER, form="start_stop_continue")


async def _talks(stage: Stage) -> None:
    await stage.at(1, 4, 11, 15)
    await _held(stage, "ULEE", "UANNA", "A sketch on the wall every Monday", stage.day(11, 0))
    await stage.at(2, 1, 11, 15)
    await _held(
        stage, "UEMMA", "UMARK", "De planning van Klanten samen met Daan opnieuw indelen", stage.day(4, 4)
    )
    await stage.at(2, 4, 17)
    gone = replace(stage.slack.member(company.LEAVER), deleted=True)
    await stage.slack.events.user_change(gone)
    await stage.at(3, 2, 10)
    await _check_in(stage.act("UEMMA"), 1, "on_track", 60, "De nieuwe demo duurde zestien minuten.")
    await stage.at(4, 1, 10)
    await _ask(stage.act("UNOOR"), "de intake bij de gemeente", "UEMMA", "UTIM", form="sbi")
    await stage.at(4, 2, 16)
    await _answer(
        stage.act("UEMMA"),
        "Maandag, intake bij de gemeente, toen de wethouder doorvroeg over de kosten.",
        "Je bleef stil en vroeg daarna wat hij nodig had om te beslissen.",
        "De sfeer draaide. We kregen een tweede afspraak.",
    )


async def _joiner(stage: Stage) -> None:
    await stage.at(4, 3, 16)
    await stage.slack.events.team_join(company.joiner())
    jack = stage.act(company.JOINER)
    await jack.open_home()
    await jack.press("people.choose_manager", in_=jack.home)
    jack.fill(manager="USAM")
    await jack.submit()
    await _close(jack)


async def _this_week(stage: Stage, until: datetime) -> None:
    """What waits for somebody when the demo opens: an ask, a proposal, a talk that is near."""
    today = local_date(until, AMSTERDAM)
    before = add_working_days(today, -2)
    await stage.until(at_local(before, time(9, 45), AMSTERDAM))
    await _ask(stage.act("UDAAN"), "de planningssessie van vorige week", "UEMMA", "UFATIMA", form="tops_tips")
    await _ask(stage.act("UEMMA"), "het gesprek met de gemeente", "USOFIE", form="start_stop_continue")
    noor = stage.act("UNOOR")
    await _propose(noor, add_working_days(today, 8), "Wat ik het komende kwartaal wil oefenen", AMSTERDAM)
    await travel(stage.runtime, stage.clock, at_local(before, time(17), AMSTERDAM))
    await _plan(stage, "UGRACE", "USAM", add_working_days(today, 4), "My first year in Boston", NEW_YORK)


SCENES: tuple[Callable[[Stage], Awaitable[None]], ...] = (
    _goals,
    _first_feedback,
    _plans,
    _check_ins,
    _leaver,
    _talks,
    _joiner,
)


async def _goal(actor: Actor, title: str, **fields: object) -> None:
    await actor.command(f"/goals add {title}")
    actor.fill(visibility="manager", **fields)
    await actor.submit()
    await actor.close_modal(all_views=True)


async def _check_in(actor: Actor, nth: int, state: str, progress: int, line: str) -> None:
    await actor.press("goals.check_in", in_=actor.home, nth=nth)
    actor.fill(state=state, progress=str(progress), line=line)
    await actor.submit()
    await _close(actor)


async def _ask(actor: Actor, about: str, *givers: str, form: str) -> None:
    await actor.command(f"/feedback ask {about}")
    actor.fill(givers=list(givers), form=form)
    await actor.submit()
    await _close(actor)


async def _answer(actor: Actor, *answers: str) -> None:
    await actor.press("feedback.open_answer")
    actor.fill(**{f"question_{number}": text for number, text in enumerate(answers, start=1)})
    await actor.submit()
    await _close(actor)


async def _decline(actor: Actor, reason: str) -> None:
    await actor.press("feedback.open_decline")
    actor.fill(reason=reason)
    await actor.submit()
    await _close(actor)


async def _propose(actor: Actor, day: date, aim: str, zone: ZoneInfo) -> None:
    moment = next_office_moment(at_local(day, time(10), zone), zone)
    await actor.command("/talk plan")
    actor.fill(moment_1=int(moment.timestamp()), aim=aim)
    await actor.submit()
    await _close(actor)


async def _plan(
    stage: Stage, employee: str, partner: str, day: date, aim: str, zone: ZoneInfo = AMSTERDAM
) -> None:
    await _propose(stage.act(employee), day, aim, zone)
    await stage.act(partner).press("talks.choose_1")


async def _held(stage: Stage, employee: str, partner: str, what: str, by: date) -> None:
    for slack_id in (employee, partner):
        await stage.act(slack_id).press("talks.held")
    await stage.act(partner).press("talks.record")
    stage.act(partner).fill(what_1=what, owner_1=employee, by_1=by)
    await stage.act(partner).submit()
    await _close(stage.act(partner))
    await stage.act(employee).press("talks.agreements")
    await stage.act(employee).press("talks.confirm")
    await _close(stage.act(employee))


async def _close(actor: Actor) -> None:
    if actor.modal is not None:
        await actor.close_modal(all_views=True)
