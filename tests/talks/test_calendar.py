"""A talk in people's calendars: what the file says, when it is sent, and the links."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import icalendar
import pytest
from talk_steps import TUESDAY, plan, propose, said

from bot.features.talks.invitation import Event, ics, links

NOW = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def events(company, actor):
    """The calendar files somebody got, in order, parsed."""
    return [
        icalendar.Calendar.from_ical(company.slack.uploads[file["id"]])
        for message in actor.inbox
        for file in message.files
    ]


def facts(calendar):
    event = calendar.events[0]
    return calendar["METHOD"], int(event["SEQUENCE"]), event["STATUS"], event.start


def made(zone=AMSTERDAM, **more):
    event = Event("talk-1@goodtalk", 0, "Gesprek", TUESDAY, 45, {"U1": 'Em "x";\n:é', "U2": "Mark"}, **more)
    return icalendar.Calendar.from_ical(ics(event, now=NOW, zone=zone, addresses={"U1": "emma@example.com"}))


def test_what_calendars_need():
    """Everything RFC 5546 asks of a REQUEST, and both people as accepted, without asking for an answer."""
    calendar = made()
    event = calendar.events[0]

    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    assert event["UID"] == "talk-1@goodtalk"
    assert event["DTSTAMP"].dt == NOW
    assert event["ORGANIZER"] == "mailto:no-reply@goodtalk.invalid"
    assert [str(one) for one in event["ATTENDEE"]] == [
        "mailto:emma@example.com",
        "mailto:u2@goodtalk.invalid",
    ]
    assert {one.params["PARTSTAT"] for one in event["ATTENDEE"]} == {"ACCEPTED"}
    assert {one.params["RSVP"] for one in event["ATTENDEE"]} == {"FALSE"}
    assert event["ATTENDEE"][0].params["CN"] == "Em 'x'; :é"
    assert (event["DTSTART"].params["TZID"], event["DTSTART"].dt) == ("Europe/Amsterdam", TUESDAY)
    assert event["DTEND"].dt == TUESDAY + timedelta(minutes=45)
    assert "DESCRIPTION" not in event


@pytest.mark.parametrize("name", ["Europe/Amsterdam", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu"])
def test_the_zone_is_told(name):
    """The zone of the reader stands in the file, and its clock gives the very moment."""
    calendar = made(ZoneInfo(name))

    assert [str(zone["TZID"]) for zone in calendar.timezones] == [name]
    zone = calendar.timezones[0].to_tz(lookup_tzid=False)
    start = calendar.events[0]["DTSTART"].dt.replace(tzinfo=None).replace(tzinfo=zone)
    assert start.astimezone(UTC) == TUESDAY


def test_lines_are_as_short_as_the_rule_says():
    """75 octets a line and CRLF, also with long names."""
    event = Event("talk-1@goodtalk", 0, "é" * 200, TUESDAY, 45, {"U1": "é" * 200})
    lines = ics(event, now=NOW, zone=AMSTERDAM, addresses={}).split(b"\r\n")

    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line for line in lines)


def test_links_are_encoded():
    """`&`, `+`, `#` and letters beyond ASCII arrive as they are, and the times are UTC."""
    event = Event("x", 0, "Gesprek Zoë & A+B #1", TUESDAY, 45, {})
    found = {name: parse_qs(urlsplit(url).query) for name, url in links(event)}

    assert found["Google"]["text"] == found["Outlook"]["subject"] == ["Gesprek Zoë & A+B #1"]
    assert found["Google"]["dates"] == ["20260303T090000Z/20260303T094500Z"]
    assert found["Outlook"]["startdt"] == ["2026-03-03T09:00:00+00:00"]
    assert found["Outlook"]["enddt"] == ["2026-03-03T09:45:00+00:00"]


async def test_both_get_the_file_once(company):
    """On agreement, with real addresses, a neutral title and nothing of the aim; never again by itself."""
    await plan(company, aim="Heel geheim")
    await company.hourly_until(NOW + timedelta(days=2))

    for actor in (company.emma, company.mark):
        (calendar,) = events(company, actor)
        assert facts(calendar) == ("REQUEST", 0, "CONFIRMED", TUESDAY)
        event = calendar.events[0]
        assert str(event["SUMMARY"]) == "Gesprek van Emma de Vries en Mark Jansen"
        assert [str(one) for one in event["ATTENDEE"]] == [
            "mailto:emma@example.com",
            "mailto:mark@example.com",
        ]
        assert b"geheim" not in calendar.to_ical()
    assert "Zet het in je agenda" in company.mark.inbox[-1].words


async def test_moved_and_cancelled_it_is_the_same_event(company):
    """One UID; the number rises with each change; the last file takes it out of the calendar."""
    await plan(company)
    await company.emma.command("/talk")
    await company.emma.press("Gesprek verzetten")
    later = TUESDAY + timedelta(days=1)
    company.emma.fill(moment_1=int(later.timestamp()))
    assert not (await company.emma.submit()).errors
    await company.emma.close_modal()
    await company.mark.press("talks.choose_1")
    await company.mark.command("/talk")
    await company.mark.press("Gesprek afzeggen")
    await company.mark.close_modal()

    for actor in (company.emma, company.mark):
        found = events(company, actor)
        assert [facts(one) for one in found] == [
            ("REQUEST", 0, "CONFIRMED", TUESDAY),
            ("REQUEST", 1, "CONFIRMED", later),
            ("CANCEL", 2, "CANCELLED", later),
        ]
        assert len({str(one.events[0]["UID"]) for one in found}) == 1


async def test_planned_anew_it_is_another_event(company):
    """After a cancellation calendars have forgotten the first one, or hold it as cancelled."""
    await plan(company)
    await company.emma.command("/talk")
    await company.emma.press("Gesprek afzeggen")
    await company.emma.close_modal()
    await plan(company, TUESDAY + timedelta(days=7))
    found = events(company, company.mark)

    assert [one["METHOD"] for one in found] == ["REQUEST", "CANCEL", "REQUEST"]
    assert found[2].events[0]["UID"] != found[0].events[0]["UID"]


async def test_without_files_the_links_are_there(company):
    """The workspace takes no files: the talk is planned all the same, and the links say so."""
    company.slack.program("files.getUploadURLExternal", error="file_uploads_disabled", times=2)
    await plan(company)
    await company.later(hours=1)

    assert not any(message.files for message in company.mark.inbox)
    assert "gepland op dinsdag 3 maart" in said(company.mark)
    assert "Google, Outlook" in said(company.mark)


async def test_each_in_their_own_zone(company):
    """Sam's file says New York, Anna's Amsterdam, both the same moment."""
    company.pair("U_SAM", "U_ANNA")
    at = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)
    await propose(company.sam, at)
    await company.sam.close_modal()
    await company.anna.press("talks.choose_1")

    zones = [
        events(company, one)[0].events[0]["DTSTART"].params["TZID"] for one in (company.sam, company.anna)
    ]
    assert zones == ["America/New_York", "Europe/Amsterdam"]
