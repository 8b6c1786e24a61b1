"""Statements that SQLite and PostgreSQL write differently."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from storage.transaction import Tx


def insert_once(tx: Tx, table: sa.Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with the same key is there; return whether it was written.

    Two transactions with the same key: one writes, the other is told (or run again and then told).
    """
    first = next(iter(table.primary_key.columns))
    statement = _insert(tx, table).values(**values).on_conflict_do_nothing().returning(first)
    return tx.session.execute(statement).first() is not None


def insert_all_once(tx: Tx, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert many rows of the same shape; those whose key is there stay as they are."""
    tx.session.execute(_insert(tx, table).on_conflict_do_nothing(), [dict(row) for row in rows])


def _insert(tx: Tx, table: sa.Table) -> Any:
    return (sqlite.insert if tx.session.get_bind().dialect.name == "sqlite" else postgresql.insert)(table)
