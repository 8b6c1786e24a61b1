"""What one use case works with: a transaction of one workspace at one moment."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from storage.crypto import Box, Vault


@dataclass(frozen=True, slots=True)
class Tx:
    """One transaction. Queries of a use case never look outside `workspace`.

    `now` is the moment the use case started, aware and in UTC; nothing below reads a clock.
    """

    session: Session
    vault: Vault
    workspace: int
    now: datetime
    touched: set[int] = field(default_factory=set)
    """Ids of the people whose Home tab shows something that this transaction changed."""

    def box(self, table: str, row: int) -> Box:
        """Seal and open the texts of one row."""
        return self.vault.box(self.workspace, table, row)

    def touch(self, *people: int) -> None:
        """Say that these people's Home tab has to be drawn anew after the commit."""
        self.touched.update(people)
