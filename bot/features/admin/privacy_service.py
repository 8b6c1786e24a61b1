"""Use cases of the admin: what protects people in anonymous feedback."""

from bot.errors import PersonError, say
from bot.features.admin import privacy_views as views
from storage.org_settings import floor_of, set_floor
from storage.transaction import Tx


def floor(tx: Tx) -> int:
    """From how many answers anonymous feedback is shown."""
    return floor_of(tx)


def keep_floor(tx: Tx, wanted: str) -> int:
    """Choose from how many; what is open keeps what was promised. Raises `PersonError` at the field."""
    if wanted not in {str(number) for number in views.FLOORS}:
        raise PersonError(say("Choose a number from 3 to 10."), field=views.FLOOR)
    set_floor(tx, int(wanted))
    return int(wanted)
