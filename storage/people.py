"""People of a workspace, as Slack's user list knows them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.transaction import Tx
from storage.types import UtcTime, core, key, new_id, reference


class PersonRow(SQLModel, table=True):
    """A person of a workspace, as Slack's user list knows them."""

    __tablename__ = "people"
    __table_args__ = (sa.UniqueConstraint("workspace_id", "slack_id"),)

    id: int = key()
    workspace_id: int = reference("workspaces.id")
    slack_id: str = Field(max_length=32)
    name: str = Field(max_length=200)
    zone: str = Field(max_length=64)
    language: str = Field(max_length=2)
    kind: str = Field(max_length=10)
    active: bool
    dm_channel: str | None = Field(default=None, max_length=32)
    home_seen_at: datetime | None = Field(default=None, sa_type=UtcTime)
    joined_at: datetime = Field(sa_type=UtcTime)


_people = core(PersonRow)

COLLEAGUE = "colleague"
"""`kind` of a full member; guests, strangers of Slack Connect and bots are something else."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the rest of the app sees them."""

    id: int
    slack_id: str
    name: str
    zone: ZoneInfo
    language: str
    kind: str
    active: bool
    dm_channel: str | None
    home_seen_at: datetime | None
    joined_at: datetime

    @property
    def takes_part(self) -> bool:
        """Whether this is somebody who can be asked, paired and written to."""
        return self.active and self.kind == COLLEAGUE


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack's user list says of somebody."""

    slack_id: str
    name: str
    zone: str
    language: str
    kind: str
    active: bool
    address: str = ""
    """The e-mail address; it is not kept, only its mark is (`storage.addresses`)."""


PERSON_COLUMNS = (
    _people.c.id,
    _people.c.slack_id,
    _people.c.name,
    _people.c.zone,
    _people.c.language,
    _people.c.kind,
    _people.c.active,
    _people.c.dm_channel,
    _people.c.home_seen_at,
    _people.c.joined_at,
)


def person_by_slack_id(tx: Tx, slack_id: str) -> Person | None:
    """Find a person of this workspace by Slack's member id."""
    return next(iter(people_by_slack_id(tx, [slack_id]).values()), None)


def people_by_slack_id(tx: Tx, slack_ids: Iterable[str]) -> dict[str, Person]:
    """Find people by Slack's member ids, in one query; unknown ids are left out."""
    query = sa.select(*PERSON_COLUMNS).where(
        _people.c.workspace_id == tx.workspace, _people.c.slack_id.in_(list(slack_ids))
    )
    return {row.slack_id: person_of(row) for row in tx.session.execute(query)}


def people_by_id(tx: Tx, ids: Iterable[int]) -> dict[int, Person]:
    """Find people by our own ids, in one query; unknown ids are left out."""
    query = sa.select(*PERSON_COLUMNS).where(
        _people.c.workspace_id == tx.workspace, _people.c.id.in_(list(ids))
    )
    return {row.id: person_of(row) for row in tx.session.execute(query)}


def person_by_id(tx: Tx, person: int) -> Person | None:
    """Find a person of this workspace by our own id."""
    return people_by_id(tx, [person]).get(person)


def save_profiles(tx: Tx, profiles: Sequence[Profile]) -> list[Person]:
    """Take over what Slack says of these people; return those who became inactive by it."""
    known = people_by_slack_id(tx, [profile.slack_id for profile in profiles])
    left = []
    for profile in profiles:
        values: dict[str, Any] = {
            "name": profile.name,
            "zone": profile.zone,
            "language": profile.language,
            "kind": profile.kind,
            "active": profile.active,
        }
        person = known.get(profile.slack_id)
        if person is None:
            tx.session.execute(
                sa.insert(_people).values(
                    id=new_id(),
                    workspace_id=tx.workspace,
                    slack_id=profile.slack_id,
                    joined_at=tx.now,
                    **values,
                )
            )
        elif values != _profile_values(person):
            tx.session.execute(sa.update(_people).where(_people.c.id == person.id).values(**values))
            if person.active and not profile.active:
                left.append(person)
    return left


def zones_in_use(tx: Tx) -> list[ZoneInfo]:
    """The time zones in which somebody who takes part works."""
    query = sa.select(_people.c.zone).where(
        _people.c.workspace_id == tx.workspace, _people.c.active.is_(True), _people.c.kind == COLLEAGUE
    )
    return [ZoneInfo(zone) for zone in sorted(set(tx.session.scalars(query)))]


def set_dm_channel(tx: Tx, person: int, channel: str) -> None:
    """Remember the channel of the app's DM with a person."""
    tx.session.execute(sa.update(_people).where(_people.c.id == person).values(dm_channel=channel))


def set_home_seen(tx: Tx, person: int) -> None:
    """Remember that a person opened the Home tab, so that it is kept up to date.

    The first time only: when somebody was here last is nobody's business, and would stand beside an
    anonymous answer of the same minute (`storage.upward`).
    """
    tx.session.execute(
        sa.update(_people)
        .where(_people.c.id == person, _people.c.home_seen_at.is_(None))
        .values(home_seen_at=tx.now)
    )


def person_of(row: Any, prefix: str = "") -> Person:
    """Read a person from a row of `PERSON_COLUMNS`, labelled with `prefix` where a row has two people."""
    values: Mapping[str, Any] = row._mapping  # noqa: SLF001 SQLAlchemy's documented name for a row as a mapping
    of = {name: values[f"{prefix}{name}"] for name in Person.__dataclass_fields__}
    return Person(**{**of, "zone": ZoneInfo(of["zone"])})


def _profile_values(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "zone": person.zone.key,
        "language": person.language,
        "kind": person.kind,
        "active": person.active,
    }
