"""The topics of a reflection become topics of its owner's next talk."""

from storage.people import Person
from storage.reflections import Draft
from storage.transaction import Tx


def talk_with(_tx: Tx, _owner: Person) -> Person | None:
    """In whose talk the topics of this person's reflection will stand, if there is one."""
    return None


def hand_over(_tx: Tx, _owner: Person, draft: Draft) -> Draft:
    """Make topics of the talk of those that are not yet; the draft remembers which were."""
    return draft
