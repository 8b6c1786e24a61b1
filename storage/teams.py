"""Teams and who is in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.people import COLLEAGUE, PersonRow
from storage.transaction import Tx
from storage.types import core, key, new_id, reference


class TeamRow(SQLModel, table=True):
    """A team and the channel in which it hears its counts."""

    __tablename__ = "teams"
    __table_args__ = (sa.UniqueConstraint("workspace_id", "name"),)

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    name: str = Field(max_length=80)
    channel: str | None = Field(default=None, max_length=32)
    language: str = Field(max_length=2)
    zone: str = Field(max_length=64)


class TeamMemberRow(SQLModel, table=True):
    """Who belongs to a team."""

    __tablename__ = "team_members"

    team_id: int = reference("teams.id", ondelete="CASCADE", primary_key=True)
    person_id: int = reference("people.id", primary_key=True, index=True)


_people = core(PersonRow)
_teams = core(TeamRow)
_members = core(TeamMemberRow)


@dataclass(frozen=True, slots=True)
class Team:
    """A team, its channel and how many people are in it."""

    id: int
    name: str
    channel: str | None
    language: str
    zone: ZoneInfo
    size: int


def save_team(
    tx: Tx,
    *,
    name: str,
    channel: str | None,
    language: str,
    zone: str,
    members: Sequence[int],
    team: int | None = None,
) -> int:
    """Make a team, or change the one given or of that name; its members become exactly these."""
    named = sa.select(_teams.c.id).where(_teams.c.workspace_id == tx.workspace, _teams.c.name == name)
    found = team or tx.session.execute(named).scalar()
    values = {"channel": channel, "language": language, "zone": zone}
    row = found or new_id()
    if found:
        tx.session.execute(sa.update(_teams).where(_teams.c.id == row).values(name=name, **values))
        tx.session.execute(sa.delete(_members).where(_members.c.team_id == row))
    else:
        tx.session.execute(sa.insert(_teams).values(id=row, workspace_id=tx.workspace, name=name, **values))
    if members:
        rows = [{"team_id": row, "person_id": person} for person in dict.fromkeys(members)]
        tx.session.execute(sa.insert(_members), rows)
    return row


def team_by_id(tx: Tx, team: int) -> Team | None:
    """Find a team of this workspace."""
    return next(iter(_find(tx, _teams.c.id == team)), None)


def team_by_name(tx: Tx, name: str) -> Team | None:
    """Find a team of this workspace by its name."""
    return next(iter(_find(tx, _teams.c.name == name)), None)


def teams(tx: Tx) -> list[Team]:
    """All teams of the workspace with the number of people who take part, by name."""
    return _find(tx)


def _find(tx: Tx, *conditions: sa.ColumnElement[bool]) -> list[Team]:
    takes_part = sa.and_(_people.c.active.is_(True), _people.c.kind == COLLEAGUE)
    query = (
        sa.select(
            _teams.c.id,
            _teams.c.name,
            _teams.c.channel,
            _teams.c.language,
            _teams.c.zone,
            sa.func.count(_people.c.id).label("size"),
        )
        .outerjoin(_members, _members.c.team_id == _teams.c.id)
        .outerjoin(_people, sa.and_(_people.c.id == _members.c.person_id, takes_part))
        .where(_teams.c.workspace_id == tx.workspace, *conditions)
        .group_by(_teams.c.id)
        .order_by(_teams.c.name)
    )
    return [
        Team(row.id, row.name, row.channel, row.language, ZoneInfo(row.zone), row.size)
        for row in tx.session.execute(query)
    ]


def team_members(tx: Tx) -> dict[int, list[int]]:
    """For every team of the workspace, the ids of the people in it who take part."""
    query = (
        sa.select(_members.c.team_id, _members.c.person_id)
        .join(_people, _people.c.id == _members.c.person_id)
        .where(
            _people.c.workspace_id == tx.workspace, _people.c.active.is_(True), _people.c.kind == COLLEAGUE
        )
    )
    found: dict[int, list[int]] = {}
    for row in tx.session.execute(query):
        found.setdefault(row.team_id, []).append(row.person_id)
    return found
