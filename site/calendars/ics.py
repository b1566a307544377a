"""iCalendar files (RFC 5545): the only module that knows the library that writes them.

Times are written in the zone of Peili with the zone's rules beside them, as calendar programs handle best: an
appointment stays at its hour over the change of daylight saving. In the hour that comes twice in October the clock
alone does not tell the moment, so there it is written in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from calendars.entries import Entry

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
Guest = tuple[str, str]  # name and address

PRODUCT = "-//Peili//Peili//FI"
REFRESH = timedelta(hours=1)
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
ZONE_NAME = "Europe/Helsinki"
ZONE = ZoneInfo(ZONE_NAME)
ZONE_RULES = b"""\
BEGIN:VTIMEZONE
TZID:Europe/Helsinki
BEGIN:DAYLIGHT
DTSTART:19970330T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:EEST
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19971026T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:EET
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
END:STANDARD
END:VTIMEZONE
"""


def as_ics(entries: Iterable[Entry], *, name: str, method: Method = "PUBLISH", guest: Guest | None = None) -> bytes:
    """Return the appointments as an iCalendar file.

    The same entries give the same bytes. `REQUEST` and `CANCEL` are for one appointment in a mail to its `guest`
    (name, address): with the same UID and a higher SEQUENCE they replace what the guest's calendar has.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if method == "PUBLISH":
        calendar.add("x-wr-calname", _clean(name))
        calendar.add("x-wr-timezone", ZONE_NAME)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    events = [_event(entry, guest if method != "PUBLISH" else None) for entry in entries]
    if any("TZID" in event["dtstart"].params for event in events):
        calendar.add_component(_zone())
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical(sorted=False)


@cache
def _zone() -> Timezone:
    """Return the rules of the zone, read once: it takes longer than writing an appointment."""
    zone = Timezone.from_ical(ZONE_RULES)
    assert isinstance(zone, Timezone)  # noqa: S101 -- what is read is the text above
    return zone


def _event(entry: Entry, guest: Guest | None) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.updated_at.astimezone(UTC))
    event.add("last-modified", entry.updated_at.astimezone(UTC))
    start, end = _moments(entry)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("summary", _clean(entry.title))
    if entry.place:
        event.add("location", _clean(entry.place))
    if words := "\n\n".join(part for part in (_clean(entry.text), entry.url) if part):
        event.add("description", words)  # Google shows no URL property, so the address stands in the text too
    if entry.url:
        event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.is_canceled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.is_canceled else "OPAQUE")
    if guest:
        _invite(event, guest)
    return event


def _moments(entry: Entry) -> tuple[datetime, datetime]:
    moments = entry.starts_at.astimezone(ZONE), entry.ends_at.astimezone(ZONE)
    if any(moment.utcoffset() != moment.replace(fold=1 - moment.fold).utcoffset() for moment in moments):
        return moments[0].astimezone(UTC), moments[1].astimezone(UTC)
    return moments


def _invite(event: Event, guest: Guest) -> None:
    """Name organizer and guest, without whom mail programs take a file for no invitation. No answer is asked for."""
    sender_name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    organizer = vCalAddress(f"mailto:{sender}")
    organizer.params["CN"] = vText(_clean(sender_name) or "Peili")
    event["organizer"] = organizer
    attendee = vCalAddress(f"mailto:{guest[1]}")
    attendee.params["CN"] = vText(_clean(guest[0]) or guest[1])
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText("NEEDS-ACTION")
    attendee.params["RSVP"] = vText("FALSE")
    event.add("attendee", attendee, encode=False)


def _clean(words: str) -> str:
    return CONTROL.sub(" ", words.replace("\r\n", "\n")).strip()
