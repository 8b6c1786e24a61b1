"""A talk in people's calendars: the file of iTIP (RFC 5546) and links that Google and Outlook read.

The file names the two people and the time, and nothing of what the talk is about. The organizer is the app:
Outlook offers no way to add an event of which its reader is the organizer. Both have agreed already, so
nobody's calendar asks for an answer or sends one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

NOBODY = "goodtalk.invalid"
"""A domain that can never exist (RFC 2606), for who has no address that we know of."""
GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.office.com/calendar/0/deeplink/compose"


@dataclass(frozen=True, slots=True)
class Event:
    """One talk as a calendar knows it; `attendees` are names by Slack id."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    minutes: int
    attendees: Mapping[str, str]
    is_off: bool = False

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)


def uid_of(calendar_id: int) -> str:
    """The event's name in all calendars, the same however often it moves."""
    return f"talk-{calendar_id}@goodtalk"


def ics(event: Event, *, now: datetime, zone: ZoneInfo, addresses: Mapping[str, str]) -> bytes:
    """Make the file for somebody in `zone`: a REQUEST, or a CANCEL when the talk is off."""
    import icalendar  # noqa: PLC0415 reads every time zone, which would cost every start of every command

    entry = icalendar.Event()
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", now)
    entry.add("dtstart", event.starts_at.astimezone(zone))
    entry.add("dtend", event.ends_at.astimezone(zone))
    entry.add("summary", event.title)
    entry.add("status", "CANCELLED" if event.is_off else "CONFIRMED")
    entry.add("class", "PRIVATE")
    entry.add("transp", "OPAQUE")
    entry.add("organizer", _person("Goodtalk", f"no-reply@{NOBODY}"))
    for slack_id, name in event.attendees.items():
        person = _person(name, addresses.get(slack_id) or f"{slack_id.lower()}@{NOBODY}")
        person.params["CUTYPE"] = "INDIVIDUAL"
        person.params["ROLE"] = "REQ-PARTICIPANT"
        person.params["PARTSTAT"] = "ACCEPTED"
        person.params["RSVP"] = "FALSE"
        entry.add("attendee", person, encode=False)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Goodtalk//Goodtalk//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if event.is_off else "REQUEST")
    calendar.add_component(entry)
    # Two years around the talk: Outlook takes no endless list of the days on which clocks change.
    day, year = event.starts_at.date(), timedelta(days=366)
    calendar.add_missing_timezones(first_date=day - year, last_date=day + year)
    made: bytes = calendar.to_ical()
    return made


def links(event: Event) -> Sequence[tuple[str, str]]:
    """Pages of Google and Outlook on which the talk is filled in, by name."""
    start, end = (f"{at:%Y%m%dT%H%M%SZ}" for at in (event.starts_at, event.ends_at))
    google = {"action": "TEMPLATE", "text": event.title, "dates": f"{start}/{end}"}
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": event.title,
        "startdt": event.starts_at.isoformat(timespec="seconds"),
        "enddt": event.ends_at.isoformat(timespec="seconds"),
    }
    return [
        ("Google", f"{GOOGLE}?{urlencode(google, quote_via=quote, safe='')}"),
        ("Outlook", f"{OUTLOOK}?{urlencode(outlook, quote_via=quote, safe='')}"),
    ]


def _person(name: str, address: str) -> Any:
    from icalendar import vCalAddress  # noqa: PLC0415 see above

    person = vCalAddress(f"mailto:{address}")
    # A parameter holds no quotation mark and no line end (RFC 5545, 3.2).
    person.params["CN"] = " ".join(name.replace('"', "'").split())
    return person
