"""Five weeks at the made-up company, played through the app as people would: commands, forms, buttons."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot.demo import company, steps
from bot.demo.steps import AMSTERDAM, NEW_YORK, Stage
from bot.demo.time_travel import travel
from bot.hours import add_working_days, at_local, local_date
from bot.wiring import Runtime
from playground.clock import PlayClock
from playground.workspace import Workspace


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
    await steps.goal(
        stage.act("UEMMA"),
        "Vaker nee zeggen",
        kind="development",
        why="Mijn week zit vol met werk van anderen.",
        measure="Op vrijdag is mijn lijst van maandag af.",
        due=stage.day(16, 4),
        action_1="Volgende keer zeggen: ik kom er morgen op terug",
        action_1_due=stage.day(2, 4),
    )
    await steps.goal(
        stage.act("UEMMA"),
        "Klantdemo in een kwartier",
        kind="professional",
        measure="Twee klanten vragen zelf om een vervolg.",
        due=stage.day(12, 4),
        action_1="Verhaallijn op één pagina",
    )
    await steps.goal(stage.act("UNOOR"), "Leren luisteren zonder meteen te adviseren", kind="development")
    await steps.goal(
        stage.act("ULEE"),
        "Show designs earlier, also when they are not finished",
        kind="development",
        measure="Priya and Owen see a sketch within two days.",
        due=stage.day(14, 4),
    )
    await steps.goal(
        stage.act("UGRACE"), "Win three clients in Boston", kind="professional", due=stage.day(18, 4)
    )


async def _first_feedback(stage: Stage) -> None:
    await stage.at(0, 1, 11)
    await steps.ask(stage.act("UEMMA"), "de klantdemo van dinsdag", "UNOOR", "UDAAN", form="tops_tips")
    await stage.at(0, 2, 14)
    await steps.answer(
        stage.act("UNOOR"),
        "Je liet eerst de klant vertellen. Daardoor ging de demo over hun werk en niet over ons scherm.",
        "Stop na tien minuten en vraag: wat mist u nog? Nu bleef er weinig tijd over voor vragen.",
    )
    await steps.decline(
        stage.act("UDAAN"), "Ik was die dag op cursus, sorry. Vraag me gerust na de volgende."
    )
    await stage.at(0, 3, 9, 30)
    emma = stage.act("UEMMA")
    await emma.press("feedback.read")
    await emma.press("feedback.share")
    await emma.close_modal(all_views=True)


async def _plans(stage: Stage) -> None:
    await stage.at(0, 4, 10)
    await steps.plan(stage, "ULEE", "UANNA", stage.day(1, 4), "What I want to learn this winter")
    await stage.at(1, 0, 10)
    await steps.plan(stage, "UEMMA", "UMARK", stage.day(2, 1), "Minder tegelijk, meer af")


async def _check_ins(stage: Stage) -> None:
    await stage.at(1, 1, 15)
    await steps.check_in(stage.act("UEMMA"), 0, "on_track", 30, "Drie keer nee gezegd. Niemand was boos.")
    await steps.check_in(
        stage.act("ULEE"), 0, "at_risk", 20, "I still polish for a week before I show anything."
    )
    await steps.ask(
        stage.act("ULEE"), "the new booking screens", "UPRIYA", "UOWEN", form="start_stop_continue"
    )
    await stage.at(1, 3, 11)
    await steps.answer(
        stage.act("UPRIYA"),
        "Show us the rough version on Monday. We would have built it differently had we seen it.",
        "Stop sorry-ing for sketches. They are what we need.",
        "Keep drawing the error states. Nobody else does.",
    )


async def _leaver(stage: Stage) -> None:
    await stage.at(1, 4, 10)
    await steps.ask(
        stage.act("UEMMA"), "onze samenwerking dit jaar", company.LEAVER, form="start_stop_continue"
    )


async def _talks(stage: Stage) -> None:
    await stage.at(1, 4, 11, 15)
    await steps.held(stage, "ULEE", "UANNA", "A sketch on the wall every Monday", stage.day(11, 0))
    heard = {
        "ULEE": "Anna wants to see the thinking, not the polish.",
        "UANNA": "Lee wants a place where unfinished work is welcome.",
    }
    await steps.look_back(stage, heard, (5, 4))
    await steps.next_date(stage, "UANNA", "ULEE")
    await stage.at(2, 1, 11, 15)
    await steps.held(
        stage, "UEMMA", "UMARK", "De planning van Klanten samen met Daan opnieuw indelen", stage.day(4, 4)
    )
    heard = {
        "UEMMA": "Ik mag zelf zeggen wat er deze week niet lukt.",
        "UMARK": "Emma wil vooraf weten wat voorgaat, niet achteraf.",
    }
    await steps.look_back(stage, heard, (4, 5))
    await stage.at(2, 4, 17)
    gone = replace(stage.slack.member(company.LEAVER), deleted=True)
    await stage.slack.events.user_change(gone)
    await stage.at(3, 2, 10)
    await steps.check_in(stage.act("UEMMA"), 1, "on_track", 60, "De nieuwe demo duurde zestien minuten.")
    await stage.at(4, 1, 10)
    await steps.ask(stage.act("UNOOR"), "de intake bij de gemeente", "UEMMA", "UTIM", form="sbi")
    await stage.at(4, 2, 16)
    await steps.answer(
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
    await steps.close(jack)


async def _this_week(stage: Stage, until: datetime) -> None:
    """What waits for somebody when the demo opens: an ask, a proposal, a talk that is near."""
    today = local_date(until, AMSTERDAM)
    before = add_working_days(today, -2)
    await stage.until(at_local(before, time(9, 45), AMSTERDAM))
    await steps.ask(
        stage.act("UDAAN"), "de planningssessie van vorige week", "UEMMA", "UFATIMA", form="tops_tips"
    )
    await steps.ask(stage.act("UEMMA"), "het gesprek met de gemeente", "USOFIE", form="start_stop_continue")
    noor = stage.act("UNOOR")
    await steps.propose(
        noor, add_working_days(today, 8), "Wat ik het komende kwartaal wil oefenen", AMSTERDAM
    )
    await travel(stage.runtime, stage.clock, at_local(before, time(17), AMSTERDAM))
    await steps.plan(stage, "UGRACE", "USAM", add_working_days(today, 4), "My first year in Boston", NEW_YORK)
    grace = stage.act("UGRACE")
    await steps.reflect(
        grace,
        "USAM",
        proud="Two museums asked for a second visit without me calling them.",
        learned="Silence after a price is not a no.",
        change="Fewer calls on Friday, better ones on Monday.",
        next_goal="Lead one pitch from the first call to the signature.",
        help="An hour a month with somebody who has closed a deal with a city.",
        topics="Pitching with the London team",
    )
    await steps.topic(grace, "sam.rivera", "Clients who ask for a discount", theme="growth", minutes=15)
    await steps.topic(
        stage.act("USAM"),
        "grace.kim",
        "Who calls whom on Fridays",
        theme="collaboration",
        minutes=10,
        question="What would make Fridays easier for you and for the servicedesk?",
    )
    await steps.prepare(
        stage.act("USAM"),
        "Asking before I answer. I jump in too soon when a deal is close.",
        "That you plan your own weeks, and tell me early when a promise is at risk.",
        is_ready=True,
    )


SCENES: tuple[Callable[[Stage], Awaitable[None]], ...] = (
    _goals,
    _first_feedback,
    _plans,
    _check_ins,
    _leaver,
    _talks,
    _joiner,
)
