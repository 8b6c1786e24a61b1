"""Who takes no questions for feedback for a while. Why is neither asked nor kept."""

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from storage.transaction import Tx
from storage.types import LocalDate, core, reference


class PauseRow(SQLModel, table=True):
    """A person takes no new questions up to and including a day of their own calendar."""

    __tablename__ = "feedback_pauses"

    person_id: int = reference("people.id", primary_key=True)
    workspace_id: int = reference("workspaces.id")
    last_day: date = Field(sa_type=LocalDate)


_pauses = core(PauseRow)


def pauses_of(tx: Tx, people: Iterable[int]) -> dict[int, date]:
    """The last day of the pause of each of these people who has one, past ones included. One query."""
    query = sa.select(_pauses.c.person_id, _pauses.c.last_day).where(
        _pauses.c.workspace_id == tx.workspace, _pauses.c.person_id.in_(list(people))
    )
    return {row.person_id: row.last_day for row in tx.session.execute(query)}


def pause(tx: Tx, person: int, last_day: date) -> None:
    """Take no new questions up to and including a day; an earlier choice is replaced."""
    end_pause(tx, person)
    tx.session.execute(
        sa.insert(_pauses).values(person_id=person, workspace_id=tx.workspace, last_day=last_day)
    )


def end_pause(tx: Tx, person: int) -> None:
    """Take questions again."""
    tx.session.execute(
        sa.delete(_pauses).where(_pauses.c.workspace_id == tx.workspace, _pauses.c.person_id == person)
    )
