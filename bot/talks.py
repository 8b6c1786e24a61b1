"""The pair of a talk as one of the two sees it, and how a plan was found from a button's id."""

from dataclasses import dataclass
from datetime import datetime

from bot.errors import NotThere
from storage.pairs import Pair, pair_by_id
from storage.people import Person
from storage.proposals import ACCEPTED, Proposal, proposal_by_id
from storage.talks import PLANNED, Talk, talk_by_id
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class Side:
    """A pair from the side of `me`."""

    pair: Pair
    me: Person
    other: Person

    @property
    def is_pair(self) -> bool:
        """Whether the two are a pair today, and both are there."""
        return self.pair.state == "active" and self.me.takes_part and self.other.takes_part

    @property
    def column(self) -> str:
        """Where a talk keeps what this side said after it."""
        return f"{self.prefix}_said"

    @property
    def prefix(self) -> str:
        """How the columns of a talk that belong to this side begin."""
        return "employee" if self.me.id == self.pair.employee.id else "partner"

    def mine(self, talk: Talk, what: str) -> str | None:
        """Read this side's own column: its aim, what it said, what it heard."""
        value: str | None = getattr(talk, f"{self.prefix}_{what}")
        return value

    def others(self, talk: Talk, what: str) -> str | None:
        """Read the same column of the other."""
        return Side(self.pair, self.other, self.me).mine(talk, what)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan (an accepted or cancelled proposal) with its talk and pair, from one side."""

    plan: Proposal
    talk: Talk
    side: Side

    @property
    def is_on(self) -> bool:
        """Whether the talk will be (or was) held by this plan."""
        return self.plan.state == ACCEPTED and self.talk.state == PLANNED and self.side.is_pair


def side_of(pair: Pair | None, person: int) -> Side:
    """Look at a pair from one side. Raises `NotThere` for anybody else."""
    if pair is not None and person == pair.employee.id:
        return Side(pair, pair.employee, pair.partner)
    if pair is not None and person == pair.partner.id:
        return Side(pair, pair.partner, pair.employee)
    raise NotThere


def my_side(tx: Tx, person: Person, pair_id: int) -> Side:
    """Look at one of this person's pairs of today. Raises `NotThere`."""
    side = side_of(pair_by_id(tx, pair_id), person.id)
    if not side.is_pair:
        raise NotThere
    return side


def my_talk(tx: Tx, person: int, talk_id: int) -> tuple[Talk, Side]:
    """Find a talk that this person is in. Raises `NotThere`."""
    talk = talk_by_id(tx, talk_id)
    if talk is None:
        raise NotThere
    return talk, side_of(pair_by_id(tx, talk.pair_id), person)


def my_plan(tx: Tx, person: int, plan_id: int) -> Planned:
    """Find a plan from its id. Raises `NotThere` for anybody else's, or for none."""
    plan = proposal_by_id(tx, plan_id)
    if plan is None:
        raise NotThere
    talk, side = my_talk(tx, person, plan.talk_id)
    return Planned(plan, talk, side)


def is_over(talk: Talk, now: datetime) -> bool:
    """Whether the time of a planned talk has passed."""
    return talk.ends_at is not None and talk.ends_at <= now
