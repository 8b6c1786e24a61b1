"""How much one person is asked: nobody has more than five open questions, and who pauses gets no new ones.

Asking with names and asking anonymously obey this one rule and say it in the same words.

An anonymous question is open for everybody who was asked until it ends for all of them. Were it to count only
until somebody answered, the rule would tell who did: their number would go down, and "already has 5 open
questions" would become "can be asked" for exactly those people, to a manager who fills them up with other
questions and tries again after every answer. So what is counted is who *was asked* (`upward_asked`), a list
that no answer and no "No thanks" touches, and that ends in one moment for everybody. For the same reason a
pause that begins meanwhile changes nothing of an open question: not the list, not the number, no reminder.
What a refusal does tell is what was known before the question: how many questions somebody has, and a pause.
It is stored nowhere. Nobody can be added to an open anonymous question, so nobody can be tried out there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bot.errors import Sentence, say_n
from bot.hours import local_date
from storage import feedback_asked, feedback_pauses, upward
from storage.people import Person
from storage.transaction import Tx

MOST_OPEN = 5
"""Open questions that one person may have, a colleague or somebody outside."""


@dataclass(frozen=True, slots=True)
class Room:
    """Whether one person can be asked something now. `open` counts named and anonymous questions alike."""

    open: int = 0
    paused_until: date | None = None

    @property
    def is_full(self) -> bool:
        """Whether there are as many open questions as one person may have."""
        return self.open >= MOST_OPEN

    @property
    def may_be_asked(self) -> bool:
        """Whether one more question may go to this person."""
        return not self.is_full and self.paused_until is None


def rooms(tx: Tx, people: Collection[Person]) -> dict[int, Room]:
    """Say of each of these people whether they can be asked. Three queries, however many they are."""
    ids = [person.id for person in people]
    named, anonymous = feedback_asked.count_open(tx, ids), upward.count_asked(tx, ids)
    pauses = paused(tx, people)
    return {one: Room(named.get(one, 0) + anonymous.get(one, 0), pauses.get(one)) for one in ids}


def paused(tx: Tx, people: Collection[Person]) -> dict[int, date]:
    """Who of these people takes no questions today, and until which day. One query."""
    last_days = feedback_pauses.pauses_of(tx, [person.id for person in people])
    return {
        person.id: last_days[person.id]
        for person in people
        if person.id in last_days and local_date(tx.now, person.zone) <= last_days[person.id]
    }


def full(names: Collection[str]) -> Sentence:
    """Say who has too many open questions."""
    return say_n(
        "%(names)s already has %(most)s open questions. Choose somebody else this time.",
        "%(names)s already have %(most)s open questions each. Choose others this time.",
        len(names),
        names=", ".join(names),
        most=MOST_OPEN,
    )


def resting(names: Collection[str], until: date | None) -> Sentence:
    """Say who takes no questions, up to and including the last of their days."""
    return say_n(
        "%(names)s does not answer questions until %(day)s. Choose somebody else this time.",
        "%(names)s do not answer questions until %(day)s. Choose others this time.",
        len(names),
        names=", ".join(names),
        day=until,
    )
