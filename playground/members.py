"""The people of a workspace, and how the Web API describes them."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo


@dataclass
class DoNotDisturb:
    """A person's Do Not Disturb: the next window in which Slack keeps quiet."""

    enabled: bool = False
    starts: datetime | None = None
    ends: datetime | None = None


@dataclass
class Member:
    """One person (or bot) of a workspace. Only the id is needed; the rest follows from it."""

    id: str
    name: str = ""
    real_name: str = ""
    email: str = ""
    tz: str = "Europe/Amsterdam"
    locale: str = "en-US"
    title: str = ""
    display_name: str = ""
    is_bot: bool = False
    deleted: bool = False
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    profile: dict[str, Any] = field(default_factory=dict)
    dnd: DoNotDisturb = field(default_factory=DoNotDisturb)

    def __post_init__(self) -> None:
        self.name = self.name or self.id.removeprefix("U_").removeprefix("U").lower()
        self.real_name = self.real_name or self.name.replace(".", " ").title()
        if not self.email and not self.is_bot:
            self.email = f"{self.name}@example.com"

    @property
    def label(self) -> str:
        """The name that other people see."""
        return self.display_name or self.real_name

    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)

    def tz_offset(self, now: datetime) -> int:
        offset = now.astimezone(self.zone()).utcoffset()
        return int(offset.total_seconds()) if offset is not None else 0

    def to_profile(self, team_id: str, *, with_email: bool) -> dict[str, Any]:
        first, _, last = self.real_name.partition(" ")
        shown: dict[str, Any] = {
            "title": self.title,
            "phone": "",
            "skype": "",
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.display_name,
            "display_name_normalized": self.display_name,
            "fields": None,
            "status_text": "",
            "status_emoji": "",
            "status_expiration": 0,
            "avatar_hash": "000000000000",
            "first_name": first,
            "last_name": last,
            "team": team_id,
        }
        if with_email and self.email:
            shown["email"] = self.email
        return shown | self.profile

    def to_slack(
        self, team_id: str, now: datetime, *, with_email: bool = True, with_locale: bool = False
    ) -> dict[str, Any]:
        user: dict[str, Any] = {
            "id": self.id,
            "team_id": team_id,
            "name": self.name,
            "deleted": self.deleted,
            "profile": self.to_profile(team_id, with_email=with_email),
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": int(now.timestamp()),
        }
        if self.is_stranger:
            user["is_stranger"] = True
        if self.deleted:
            # Slack leaves the roles and the time zone out once somebody is deactivated.
            return user
        zone_name = now.astimezone(self.zone()).tzname() or self.tz
        user |= {
            "color": "9f69e7",
            "real_name": self.real_name,
            "tz": self.tz,
            "tz_label": zone_name,
            "tz_offset": self.tz_offset(now),
            "is_admin": self.is_admin,
            "is_owner": self.is_owner,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted or self.is_ultra_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_email_confirmed": True,
            "who_can_share_contact_card": "EVERYONE",
        }
        if with_locale:
            user["locale"] = self.locale
        return user
