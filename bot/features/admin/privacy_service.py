"""Use cases of the admin: what protects people in anonymous feedback, and what messages carry."""

from bot.errors import PersonError, say
from bot.features.admin import privacy_views as views
from storage import audit
from storage.org_settings import POINTER, SUMMARY, dm_detail_of, floor_of, set_dm_detail, set_floor
from storage.people import Person
from storage.transaction import Tx


def chosen(tx: Tx) -> tuple[int, str]:
    """From how many answers anonymous feedback is shown, and what messages carry. Two queries."""
    return floor_of(tx), dm_detail_of(tx)


def keep(tx: Tx, admin: Person, floor: str, detail: str) -> int:
    """Keep both, and note in the audit log what changed. Raises `PersonError` at the field."""
    if detail not in {SUMMARY, POINTER}:
        raise PersonError(say("Choose one of the two."), field=views.DETAIL)
    audit.note(tx, admin.id, audit.DM_DETAIL, before=dm_detail_of(tx), after=detail)
    set_dm_detail(tx, detail)
    return keep_floor(tx, admin, floor)


def keep_floor(tx: Tx, admin: Person, wanted: str) -> int:
    """Choose from how many; what is open keeps what was promised. Raises `PersonError` at the field."""
    if wanted not in {str(number) for number in views.FLOORS}:
        raise PersonError(say("Choose a number from 3 to 10."), field=views.FLOOR)
    audit.note(tx, admin.id, audit.FLOOR, before=floor_of(tx), after=int(wanted))
    set_floor(tx, int(wanted))
    return int(wanted)
