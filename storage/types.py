"""Column types, keys and the naming of constraints: what every module with tables imports.

A table module writes, for instance::

    class Goal(SQLModel, table=True):
        __tablename__ = "goals"
        id: int = key()
        workspace: int = reference("workspaces.id")
        title: Sealed = Field(sa_type=SealedText)
        created: datetime = Field(sa_type=UtcTime)

    GOALS = core(Goal)
"""

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel

# Batch migrations find a constraint by its name, so none may be nameless:
# https://alembic.sqlalchemy.org/en/latest/naming.html
# Set here because a table module cannot do without this one, so that it holds before the first table exists.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

OnDelete = Literal["CASCADE", "SET NULL", "RESTRICT"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class NaiveTimeError(DontWrapMixin, ValueError):
    """A time without a zone was given where a moment is stored."""


class PlaintextError(DontWrapMixin, TypeError):
    """Something other than a sealed text was given where only sealed texts are stored."""


def new_id() -> int:
    """A random positive 63-bit integer: it tells neither the order nor the number of rows.

    Anonymous feedback needs that; two equal ones among ten million have a chance of 1 in 180,000, and the
    primary key refuses the second.
    """
    return secrets.randbelow(2**63 - 1) + 1


class RowId(TypeDecorator[int]):
    """A 64-bit key. On SQLite the word INTEGER makes it the row's own address, without a second index.

    https://www.sqlite.org/lang_createtable.html#rowid
    """

    impl = sa.BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """INTEGER on SQLite, BIGINT elsewhere."""
        return dialect.type_descriptor(sa.Integer() if dialect.name == "sqlite" else sa.BigInteger())


class UtcTime(TypeDecorator[datetime]):
    """A moment: an aware datetime in Python, whole milliseconds since 1970 in the database.

    What is finer than a millisecond is cut off. Raises NaiveTimeError for a datetime without a zone.
    """

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The milliseconds since 1970."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise NaiveTimeError("A stored time needs a zone; this one has none.")
        return (value - _EPOCH) // _MILLISECOND

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The moment, in UTC."""
        return None if value is None else _EPOCH + value * _MILLISECOND


class LocalDate(TypeDecorator[date]):
    """A day on somebody's calendar, without time or zone.

    Raises TypeError for a datetime: which day that is depends on the zone, and rules decide it.
    """

    impl = sa.Date
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> date | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The same day."""
        if isinstance(value, datetime):
            raise TypeError("A stored day is a date; this is a datetime.")
        return value


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """An encrypted text as it stands in the database. Only a Vault makes and opens one."""

    token: str

    def __repr__(self) -> str:
        return "Sealed(…)"


class SealedText(TypeDecorator[Sealed]):
    """A column that holds encrypted text only. Raises PlaintextError (a TypeError) for a plain string."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Sealed | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The token text."""
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise PlaintextError(f"This column stores sealed texts, not {type(value).__name__}.")
        return value.token

    def process_result_value(self, value: str | None, dialect: Dialect) -> Sealed | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The sealed text, still closed."""
        return None if value is None else Sealed(value)


def key() -> Any:
    """Declare a table's primary key, random in ORM objects and in Core inserts alike.

    `id: int = key()`
    """
    return Field(
        default_factory=new_id,
        primary_key=True,
        sa_type=RowId,
        # Without False an insert that forgets the id would be numbered by the database, in order.
        sa_column_kwargs={"autoincrement": False, "default": new_id},
    )


def reference(
    target: str,
    *,
    ondelete: OnDelete | None = None,
    index: bool = False,
    unique: bool = False,
    primary_key: bool = False,
) -> Any:
    """Declare a foreign key that is always there.

    `person: int = reference("people.id", ondelete="CASCADE")`
    """
    # SQLModel's signature has no word for "no ondelete" but leaving it out.
    extra: dict[str, Any] = {} if ondelete is None else {"ondelete": ondelete}
    return Field(
        sa_type=RowId,
        foreign_key=target,
        index=index,
        unique=unique,
        primary_key=primary_key,
        sa_column_kwargs={"autoincrement": False},
        **extra,
    )


def optional_reference(target: str, *, ondelete: OnDelete | None = None, index: bool = False) -> Any:
    """Declare a foreign key that may be empty.

    `manager: int | None = optional_reference("people.id")`
    """
    extra: dict[str, Any] = {} if ondelete is None else {"ondelete": ondelete}
    return Field(default=None, sa_type=RowId, foreign_key=target, index=index, nullable=True, **extra)


def core(model: type[SQLModel]) -> sa.Table:
    """The table of a model, for Core statements: `select(core(Goal).c.id)`.

    Raises TypeError for a model that is not a table.
    """
    table = getattr(model, "__table__", None)
    if not isinstance(table, sa.Table):
        raise TypeError(f"{model.__name__} is not a table.")
    return table
