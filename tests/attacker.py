"""Somebody who wants to know who wrote an anonymous answer, and has everything but the person's own words.

The attacker holds the keys, copies the whole database whenever they like, reads the log and the metrics,
and knows who was asked. Each of the attacker's ideas is a function of `IDEAS`: from two copies, one from
before and one from after a text came in, it says for each person how much points at them.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from bot import askable
from storage.crypto import Unreadable
from storage.tables import load_all
from storage.types import Sealed

Row = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Copy:
    """The database at one moment, every seal opened; rows in the order in which they lie there."""

    tables: dict[str, list[Row]]
    said: str = ""
    """What the log and the metrics said since the copy before."""
    rooms: dict[int, Any] = field(default_factory=dict)
    """What the app tells anybody who tries to ask these people one more question."""

    def changed_since(self, before: "Copy") -> dict[str, list[Row]]:
        """The rows that were written in between."""
        changed = {}
        for name, rows in self.tables.items():
            old, new = set(before.tables[name]), set(rows)
            fresh = [row for row in rows if row not in old]
            gone = [row for row in before.tables[name] if row not in new]
            if fresh or gone:
                changed[name] = fresh + gone
        return changed


@dataclass
class Attacker:
    """Takes copies, and looks for the writers."""

    house: Any
    workspace: int
    people: list[Any]
    texts: list[str] = field(default_factory=list)
    """What was written, as the manager shows it around."""
    copies: list[Copy] = field(default_factory=list)

    def copy(self, said: str = "") -> Copy:
        """Copy the whole database, in the order of its rows on the disk."""
        taken = self.house.database.run_sync(self._tables)
        rooms = self.house.transact_now(self.workspace, askable.rooms, self.people)
        self.copies.append(Copy(taken, said, rooms))
        return self.copies[-1]

    def _tables(self, session: Any) -> dict[str, list[Row]]:
        order = "rowid" if session.get_bind().dialect.name == "sqlite" else "ctid"
        return {
            table.name: [
                tuple((column.name, self._opened(table, row, column.name)) for column in table.columns)
                for row in session.execute(sa.select(table).order_by(sa.text(order)))
            ]
            for table in load_all().sorted_tables
        }

    def _opened(self, table: sa.Table, row: Any, column: str) -> Any:
        value = row._mapping[table.c[column]]
        if not isinstance(value, Sealed):
            return value
        try:
            return self.house.vault.open(
                value, workspace=self.workspace, table=table.name, row=row._mapping[table.c.id], column=column
            )
        except Unreadable:
            return value.token

    def guess(self, idea: Any, text: str) -> set[int]:
        """The people among whom the idea cannot choose any further, for the writer of this text."""
        at = next(i for i, copy in enumerate(self.copies) if text in str(copy.tables))
        points = idea(self, self.copies[at - 1], self.copies[at], text)
        best = max(points.values())
        return {person for person, found in points.items() if found == best}

    def names(self, person: Any, copy: Copy) -> list[str]:
        """All by which a person can be found: ids, name, and the ids of rows that carry one of them."""
        own = [str(person.id), person.slack_id, person.name]
        return own + [
            str(row[0][1])
            for name, rows in copy.tables.items()
            for row in rows
            if name != "people" and row[0][0] == "id" and any(value == person.id for _, value in row)
        ]


def named_in_the_change(attacker: Attacker, before: Copy, after: Copy, _text: str) -> dict[int, int]:
    """Who is named in what was written together with the text."""
    changed = str(after.changed_since(before))
    return {
        person.id: sum(name in changed for name in attacker.names(person, after))
        for person in attacker.people
    }


def named_in_the_log(attacker: Attacker, before: Copy, after: Copy, _text: str) -> dict[int, int]:
    """Who is named in what the log and the metrics said meanwhile."""
    del before
    return {
        person.id: sum(name in after.said for name in attacker.names(person, after))
        for person in attacker.people
    }


def hashed_into_the_pool(attacker: Attacker, before: Copy, after: Copy, _text: str) -> dict[int, int]:
    """Whose id, name or Slack id, alone or with the round's, makes one of the new marks."""
    changed = str(after.changed_since(before))
    rounds = [str(dict(row)["id"]) for row in after.tables["upward_rounds"]]
    found = {}
    for person in attacker.people:
        mine = [str(person.id), person.slack_id, person.name]
        tried = mine + [f"{one}{between}{name}" for one in rounds for between in ":.-" for name in mine]
        made = [
            kind(one.encode()).hexdigest()[:32] for one in tried for kind in (hashlib.sha256, hashlib.md5)
        ]
        found[person.id] = sum(mark in changed for mark in made)
    return found


def same_place_in_a_list(attacker: Attacker, before: Copy, after: Copy, text: str) -> dict[int, int]:
    """Who stands at the same place of some list of people as the text among the texts at the end."""
    del before, after
    last = attacker.copies[-1]
    together = str(last.tables["upward_rounds"])
    texts = sorted({one for one in attacker.texts if one in together}, key=together.index)
    places = dict.fromkeys((person.id for person in attacker.people), 0)
    for name in ("upward_asked", "deliveries", "people"):
        for copy in attacker.copies:
            ids = [value for row in copy.tables[name] for _, value in row if value in places]
            listed = list(dict.fromkeys(ids))
            if text in texts and texts.index(text) < len(listed):
                places[listed[texts.index(text)]] += 1
    return places


def has_room_again(attacker: Attacker, before: Copy, after: Copy, _text: str) -> dict[int, int]:
    """Whose number of open questions went down, or who can be asked since, when the text came in."""
    return {person.id: int(before.rooms[person.id] != after.rooms[person.id]) for person in attacker.people}


IDEAS = (named_in_the_change, named_in_the_log, hashed_into_the_pool, has_room_again, same_place_in_a_list)
