"""Whose cycle is which: the company's and the teams' settings, pauses and days off, read from the data."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from bot.calendars import Days, days_of
from bot.cycle import (
    A_DAY,
    Cycle,
    Rhythm,
    Step,
    Targets,
    counted_days,
    cycle_of,
    scaled,
    step_day,
    step_now,
)
from bot.hours import OPENS, IsFree, at_local, local_date, weekend
from storage.cycle import Pause, TeamCycle, members_of, pauses, team_cycles
from storage.deliveries import Delivery
from storage.org_settings import CycleSettings, cycle_settings
from storage.pairs import Pair
from storage.people import Person
from storage.transaction import Tx

LOOK_BACK = timedelta(days=200)
"""The longest cycle, and a little: pauses before that touch no cycle that is asked about."""


@dataclass(frozen=True, slots=True)
class Since:
    """A rhythm, and since when it holds (None: always)."""

    rhythm: Rhythm
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """One person's cycle of today: what is asked in it, and between which moments it is counted."""

    person: Person
    cycle: Cycle
    asked: Targets
    begins: datetime
    ends: datetime
    now: datetime
    pairs: Sequence[Pair] = ()
    """The person's pairs of today that are not paused."""
    step: Step | None = None
    """Of which of the cycle's messages it is asked; None for Home."""
    delivery: Delivery | None = None
    """That message."""

    @property
    def partners(self) -> int:
        """How many talk partners the person has."""
        return sum(pair.employee.id == self.person.id for pair in self.pairs)


@dataclass(frozen=True)
class Book:
    """The cycles of a workspace, to be asked about people and pairs."""

    now: datetime
    company: Since
    quarterly: Targets
    of_teams: Mapping[int, Since]
    teams_of: Mapping[int, Sequence[int]]
    """In which teams people are, of those with a cycle of their own or a pause."""
    pauses: Sequence[Pause]
    days: dict[int, Days] = field(default_factory=dict)
    _steps: dict[object, tuple[Step, date] | None] = field(default_factory=dict)

    def since(self, person: int) -> Since:
        """A person's rhythm: their team's, else the company's; of several teams the shortest."""
        own = [self.of_teams[team] for team in self.teams_of.get(person, ()) if team in self.of_teams]
        own = [one for one in own if one.rhythm is not self.company.rhythm] or own
        if not own:
            return self.company
        return min(own, key=lambda one: (one.rhythm.months, one.rhythm.first_month))

    def with_own_rhythm(self) -> dict[Rhythm, list[int]]:
        """Who lives in another rhythm than the company's, by rhythm."""
        found: dict[Rhythm, list[int]] = {}
        for person in self.teams_of:
            rhythm = self.since(person).rhythm
            if rhythm != self.company.rhythm:
                found.setdefault(rhythm, []).append(person)
        return found

    def of_team(self, team: int) -> Since:
        """A team's rhythm."""
        return self.of_teams.get(team, self.company)

    @property
    def rhythms(self) -> set[Rhythm]:
        """Every rhythm in use."""
        return {self.company.rhythm, *(one.rhythm for one in self.of_teams.values())}

    def cycle(self, person: Person) -> Cycle:
        """The cycle a person is in today."""
        return cycle_of(local_date(self.now, person.zone), self.since(person.id).rhythm)

    def is_free(self, person: Person) -> IsFree:
        """A person's days off: only the weekend for those the book was not opened for."""
        days = self.days.get(person.id)
        return days.is_free if days else weekend

    def pause_now(self, person: Person) -> Pause | None:
        """The pause of somebody, or of their team, that holds today."""
        today = local_date(self.now, person.zone)
        return next((pause for pause in self._of(person.id) if pause.holds(today)), None)

    def is_paused_now(self, person: Person) -> bool:
        """Whether somebody, or their team, is paused today."""
        return self.pause_now(person) is not None

    def pair_pause(self, pair: Pair) -> Pause | None:
        """The pause of a pair itself that holds today."""
        today = local_date(self.now, pair.employee.zone)
        return next((one for one in self.pauses if one.pair_id == pair.id and one.holds(today)), None)

    def is_pair_paused(self, pair: Pair) -> bool:
        """Whether a pair, or either of the two, is paused today."""
        return (
            self.pair_pause(pair) is not None
            or self.is_paused_now(pair.employee)
            or self.is_paused_now(pair.partner)
        )

    def span(
        self,
        person: Person,
        pairs: Sequence[Pair] = (),
        step: Step | None = None,
        delivery: Delivery | None = None,
    ) -> Span:
        """What a person's cycle asks of them; a joiner, and who was paused, is asked their part."""
        cycle = self.cycle(person)
        joined = local_date(person.joined_at, person.zone)
        counting = counted_days(cycle, joined=joined, paused=self._paused_days(person.id, cycle))
        return Span(
            person,
            cycle,
            scaled(self.quarterly, cycle, counted_days=counting),
            at_local(cycle.start, time(0), person.zone),
            at_local(cycle.end, time(0), person.zone),
            self.now,
            [pair for pair in pairs if not self.is_pair_paused(pair)],
            step,
            delivery,
        )

    def step(self, person: Person) -> tuple[Cycle, Step, datetime] | None:
        """The message of the cycle that is due to a person now, and since when; None when none is.

        A cycle that was chosen later than that moment, or somebody who came later, waits for the next one.
        """
        cycle = self.cycle(person)
        found = self._step_of(person, cycle)
        if found is None:
            return None
        step, day = found
        at = at_local(day, OPENS, person.zone)
        changed = self.since(person.id).changed_at
        if at > self.now or at < person.joined_at or (changed is not None and at < changed):
            return None
        return cycle, step, at

    def _step_of(self, person: Person, cycle: Cycle) -> tuple[Step, date] | None:
        """Which message a day has, and on which day it came: the same for all who share a calendar."""
        today = local_date(self.now, person.zone)
        whose = self.days.get(person.id)
        key = (cycle, today, whose and (whose.country, whose.days_off))
        if key not in self._steps:
            is_free = self.is_free(person)
            step = step_now(today, cycle, is_free)
            self._steps[key] = (step, step_day(cycle, step, is_free)) if step else None
        return self._steps[key]

    def _of(self, person: int) -> Iterable[Pause]:
        teams = self.teams_of.get(person, ())
        return (one for one in self.pauses if one.person_id == person or one.team_id in teams)

    def _paused_days(self, person: int, cycle: Cycle) -> set[date]:
        mine = list(self._of(person))
        if not mine:
            return set()
        whole = (cycle.start + n * A_DAY for n in range(cycle.days))
        return {day for day in whole if any(pause.holds(day) for pause in mine)}


def open_book(tx: Tx, people: Collection[Person] = ()) -> Book:
    """Read what decides about cycles: four queries, and two more for the days off of these people."""
    settings = cycle_settings(tx)
    company = Since(_rhythm(settings.months, settings.first_month), settings.changed_at)
    own = {team: _of_team(one, company) for team, one in team_cycles(tx).items()}
    found = pauses(tx, (tx.now - LOOK_BACK).date())
    concerned = [*own, *(pause.team_id for pause in found if pause.team_id is not None)]
    return Book(
        tx.now,
        company,
        targets_of(settings),
        own,
        members_of(tx, concerned) if concerned else {},
        found,
        days_of(tx, people) if people else {},
    )


def targets_of(settings: CycleSettings) -> Targets:
    """What is asked in a quarter: what an admin chose, else the usual."""
    usual = Targets()
    return Targets(
        usual.talks if settings.talks is None else settings.talks,
        usual.reflections if settings.reflections is None else settings.reflections,
        usual.goals if settings.goals is None else settings.goals,
        usual.received if settings.received is None else settings.received,
        usual.given if settings.given is None else settings.given,
    )


def _rhythm(months: int | None, first_month: int | None) -> Rhythm:
    usual = Rhythm()
    return Rhythm(months or usual.months, first_month or usual.first_month)


def _of_team(one: TeamCycle, company: Since) -> Since:
    if one.months is None:
        # Back to the company's cycle: since then, or since the company last changed its own.
        changed = max((at for at in (one.changed_at, company.changed_at) if at), default=None)
        return Since(company.rhythm, changed)
    return Since(_rhythm(one.months, one.first_month), one.changed_at)
