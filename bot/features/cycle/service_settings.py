"""What admins choose: how long cycles are, when one begins, what is asked, which teams have their own."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from bot.cycle import Rhythm, Targets
from bot.cycles import Since, open_book
from bot.errors import FormErrors, NotThere, PersonError, Sentence, say
from bot.features.cycle import rules
from storage import audit
from storage.cycle import set_team_cycle
from storage.org_settings import set_cycle, set_targets
from storage.people import Person
from storage.teams import Team, team_by_id, teams
from storage.transaction import Tx

LENGTH, FIRST_MONTH = "length", "first_month"


@dataclass(frozen=True, slots=True)
class Shown:
    """The settings as the form shows them."""

    rhythm: Rhythm
    targets: Targets
    teams: list[tuple[Team, Rhythm | None]]
    """Every team, with its own rhythm if it has one."""


def shown(tx: Tx) -> Shown:
    """Read the settings and the teams."""
    book = open_book(tx)
    own = {team: since for team, since in book.of_teams.items() if _is_own(since, book.company)}
    found = [(team, own[team.id].rhythm if team.id in own else None) for team in teams(tx)]
    return Shown(book.company.rhythm, book.quarterly, found)


def team_shown(tx: Tx, team: int) -> tuple[Team, Rhythm | None]:
    """Find one team with its own rhythm. Raises `NotThere`."""
    for found, rhythm in shown(tx).teams:
        if found.id == team:
            return found, rhythm
    raise NotThere


def keep(tx: Tx, admin: Person, length: str, first_month: str, numbers: Mapping[str, str]) -> Shown:
    """Keep the company's settings. Raises `FormErrors` at the fields."""
    problems: dict[str, Sentence] = {}
    chosen: dict[str, int] = {}
    for name, most in rules.MOST.items():
        number = numbers.get(name, "").strip()
        if number.isascii() and number.isdigit() and len(number) < 4 and int(number) <= most:
            chosen[name] = int(number)
        else:
            problems[name] = say("Give a whole number from 0 to %(most)s.", most=most)
    try:
        rhythm = _rhythm(length, first_month)
    except PersonError as error:
        problems[str(error.field)] = error.sentence
    if problems:
        raise FormErrors(problems)
    before = shown(tx)
    _note(tx, admin, audit.CYCLE, before.rhythm, rhythm)
    if rhythm != before.rhythm:
        set_cycle(tx, rhythm.months, rhythm.first_month)
    if chosen != asdict(before.targets):
        numbers_of = [" ".join(map(str, one.values())) for one in (asdict(before.targets), chosen)]
        audit.note(tx, admin.id, audit.TARGETS, before=numbers_of[0], after=numbers_of[1])
        set_targets(tx, **chosen)
    return shown(tx)


def keep_team(tx: Tx, admin: Person, team: int, length: str, first_month: str) -> Team:
    """Give a team a cycle of its own, or the company's again (length 0). Raises `NotThere`, `PersonError`."""
    found = team_by_id(tx, team)
    if found is None:
        raise NotThere
    _, before = team_shown(tx, team)
    wanted = None if length == "0" else _rhythm(length, first_month)
    _note(tx, admin, audit.TEAM_CYCLE, before, wanted)
    if wanted != before:
        set_team_cycle(tx, team, wanted.months if wanted else None, wanted.first_month if wanted else None)
    return found


def _note(tx: Tx, admin: Person, what: str, before: Rhythm | None, after: Rhythm | None) -> None:
    said = [f"{one.months} {one.first_month}" if one else "company" for one in (before, after)]
    audit.note(tx, admin.id, what, before=said[0], after=said[1])


def _is_own(since: Since, company: Since) -> bool:
    return since.rhythm is not company.rhythm


def _rhythm(length: str, first_month: str) -> Rhythm:
    if length not in {"1", "3", "6"}:
        raise PersonError(say("Choose a month, a quarter or a half-year."), field=LENGTH)
    if first_month not in {str(month) for month in range(1, 13)}:
        raise PersonError(say("Choose one of the twelve months."), field=FIRST_MONTH)
    return Rhythm(int(length), int(first_month))
