"""Pausing the cycle: oneself, the talks with an employee, a team. No reason is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.cycles import open_book
from bot.errors import NotThere, PersonError, say
from bot.features.cycle import rules
from bot.features.cycle.views import ME
from bot.hours import local_date
from bot.slack.requests import as_id
from storage import cycle
from storage.cycle import PAIR, PERSON, TEAM, Pause
from storage.pairs import Pair, pair_by_id, pairs_of
from storage.people import Person
from storage.teams import Team, team_by_id, team_members, teams
from storage.transaction import Tx

UNTIL = "until"


@dataclass(frozen=True, slots=True)
class Mine:
    """What somebody may pause, and which of it is paused now."""

    pairs: Sequence[Pair]
    teams: Sequence[Team]
    me: Pause | None
    paused_pairs: dict[int, Pause]
    paused_teams: dict[int, Pause]


def mine(tx: Tx, person: Person, *, with_teams: bool) -> Mine:
    """Find what a person may pause: `with_teams` for admins and HR."""
    book = open_book(tx)
    pairs = [pair for pair in pairs_of(tx, person.id) if pair.partner.id == person.id]
    pairs = [pair for pair in pairs if pair.employee.takes_part]
    today = local_date(tx.now, person.zone)
    running = [pause for pause in book.pauses if pause.holds(today)]
    return Mine(
        pairs,
        teams(tx) if with_teams else [],
        next((one for one in running if one.person_id == person.id), None),
        {one.pair_id: one for one in running if one.pair_id is not None},
        {one.team_id: one for one in running if one.team_id is not None},
    )


def pause(tx: Tx, person: Person, what: str, last_day: date | None, *, with_teams: bool) -> date | None:
    """Pause from today on. Raises `PersonError` at the field, or `NotThere` for what is not theirs."""
    today = local_date(tx.now, person.zone)
    if last_day is not None and last_day < today:
        raise PersonError(say("This day has passed. Choose today or a later day."), field=UNTIL)
    if last_day is not None and last_day > today + rules.LAST_PAUSE:
        raise PersonError(say("Choose a day within a year, or leave it empty."), field=UNTIL)
    scope, subject = _checked(tx, person, what, with_teams=with_teams)
    cycle.pause(tx, scope, subject, today=today, last_day=last_day)
    return last_day


def resume(tx: Tx, person: Person, what: str, *, with_teams: bool) -> None:
    """Take part again; a second press changes nothing. Raises `NotThere`."""
    scope, subject = _checked(tx, person, what, with_teams=with_teams)
    cycle.end_pause(tx, scope, subject, today=local_date(tx.now, person.zone))


def _checked(tx: Tx, person: Person, what: str, *, with_teams: bool) -> tuple[str, int]:
    """Read what a form or a button names, and check that this person may pause it."""
    if what == ME:
        tx.touch(person.id)
        return PERSON, person.id
    scope, _, text = what.partition(".")
    subject = as_id(text)
    if scope == PAIR:
        pair = pair_by_id(tx, subject)
        if pair is not None and pair.state == "active" and pair.partner.id == person.id:
            tx.touch(person.id, pair.employee.id)
            return PAIR, pair.id
    if scope == TEAM and with_teams:
        team = team_by_id(tx, subject)
        if team is not None:
            tx.touch(*team_members(tx).get(team.id, []))
            return TEAM, team.id
    raise NotThere
