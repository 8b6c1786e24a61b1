"""Use cases of the admin: see, make and change teams."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import FormErrors, NotThere, Sentence, say
from bot.features.admin import views
from storage.people import Person, people_by_id, people_by_slack_id
from storage.teams import Team, save_team, team_by_id, team_by_name, team_members, teams
from storage.transaction import Tx

_CHANNEL = re.compile(r"[CG][A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class TeamWanted:
    """A team as the admin filled it in: Slack ids, not checked yet."""

    name: str
    channel: str | None
    members: Sequence[str]


def list_teams(tx: Tx) -> list[Team]:
    """All teams, by name."""
    return teams(tx)


def team_to_change(tx: Tx, team: int) -> tuple[Team, list[str]]:
    """Find a team and its members' Slack ids. Raises `NotThere`."""
    found = team_by_id(tx, team)
    if found is None:
        raise NotThere
    members = people_by_id(tx, team_members(tx).get(team, []))
    return found, sorted(person.slack_id for person in members.values())


def keep_team(tx: Tx, admin: Person, team: int | None, wanted: TeamWanted) -> list[Team]:
    """Make a team or change one; return all teams. Raises `FormErrors` or `NotThere`.

    A new team speaks the admin's language and lives in their time zone.
    """
    before = team_by_id(tx, team) if team else None
    if team and before is None:
        raise NotThere
    name = " ".join(wanted.name.split())
    people = people_by_slack_id(tx, wanted.members)
    problems: dict[str, Sentence] = {}
    same = team_by_name(tx, name)
    if same is not None and same.id != team:
        problems[views.NAME] = say("Another team has this name already. Give this one another name.")
    if wanted.channel is not None and not _CHANNEL.fullmatch(wanted.channel):
        problems[views.CHANNEL] = say("This is not a channel. Choose one from the list, or none.")
    if not wanted.members:
        problems[views.MEMBERS] = say("Choose at least one colleague.")
    elif len(people) < len(wanted.members) or not all(person.takes_part for person in people.values()):
        problems[views.MEMBERS] = say("Only colleagues can be in a team. Take guests, bots and leavers out.")
    if problems:
        raise FormErrors(problems)
    save_team(
        tx,
        team=team,
        name=name,
        channel=wanted.channel,
        language=before.language if before else admin.language,
        zone=before.zone.key if before else admin.zone.key,
        members=[person.id for person in people.values()],
    )
    return teams(tx)
