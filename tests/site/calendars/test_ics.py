"""iCalendar files, read by a reader that is not the writer's."""

from datetime import UTC, datetime, timedelta

import pytest
import vobject
from factories import calendar_files as reading
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars.entries import Entry
from calendars.ics import as_ics

BASE = {
    "uid": "0b1b6c1e-1f0e-4d1c-9b5e-2c4f7c1d0001",
    "sequence": 0,
    "starts_at": datetime(2026, 11, 24, 12, tzinfo=UTC),
    "ends_at": datetime(2026, 11, 24, 14, tzinfo=UTC),
    "title": "Kerta 3",
    "updated_at": datetime(2026, 11, 1, tzinfo=UTC),
}
YEARS = st.datetimes(datetime(2024, 1, 1), datetime(2034, 12, 31), timezones=st.just(UTC))
WORDS = st.text(st.characters(codec="utf-8"), max_size=200)


def entry(**values):
    return Entry(**(BASE | values))


@settings(max_examples=40)
@given(start=YEARS, minutes=st.integers(5, 1440), title=WORDS, place=WORDS, text=WORDS)
def test_whatever_is_written_is_read_back_at_the_right_moment(start, minutes, title, place, text):
    start = start.replace(microsecond=0)
    one = entry(starts_at=start, ends_at=start + timedelta(minutes=minutes), title=title, place=place, text=text)
    calendar = reading.read(as_ics([one], name="Peili"))
    (event,) = reading.events(calendar)
    assert reading.moment(calendar, event, "DTSTART") == start
    assert reading.moment(calendar, event, "DTEND") == start + timedelta(minutes=minutes)


@settings(max_examples=20)
@given(start=YEARS, minutes=st.integers(5, 1440), title=st.text('äÖ ,;:\\n"abc', max_size=200))
def test_a_library_that_did_not_write_it_reads_the_same(start, minutes, title):
    start = start.replace(microsecond=0)
    one = entry(starts_at=start, ends_at=start + timedelta(minutes=minutes), title=title)
    event = vobject.readOne(as_ics([one], name="Peili").decode()).vevent
    assert event.dtstart.value.astimezone(UTC) == start
    assert event.dtend.value.astimezone(UTC) == start + timedelta(minutes=minutes)
    assert event.uid.value.startswith(BASE["uid"])


def test_what_is_sent_after_a_move_replaces_what_was_sent_before():
    guest = ("Tuula Testaaja", "tuula@esimerkki.test")
    later = timedelta(days=7)
    moved = entry(sequence=1, starts_at=BASE["starts_at"] + later, ends_at=BASE["ends_at"] + later)
    sent = [entry(), moved, entry(sequence=2, is_canceled=True)]
    methods = ["REQUEST", "REQUEST", "CANCEL"]
    read = [
        vobject.readOne(as_ics([one], name="x", method=method, guest=guest).decode())
        for one, method in zip(sent, methods, strict=True)
    ]
    assert [calendar.method.value for calendar in read] == methods
    assert len({calendar.vevent.uid.value for calendar in read}) == 1
    assert [calendar.vevent.sequence.value for calendar in read] == ["0", "1", "2"]
    assert read[1].vevent.dtstart.value - read[0].vevent.dtstart.value == later
    assert read[2].vevent.status.value == "CANCELLED"


@pytest.mark.parametrize(
    ("start", "written"),
    [
        ("2027-03-27T12:00", "20270327T140000"),  # the day before summer time
        ("2027-03-28T00:30", "20270328T023000"),  # the hour before it
        ("2027-03-28T11:00", "20270328T140000"),  # the same hour of the clock, one hour earlier in the world
        ("2026-10-24T11:00", "20261024T140000"),
        ("2026-10-25T12:00", "20261025T140000"),
    ],
)
def test_the_hour_stands_over_the_change_of_daylight_saving(start, written):
    moment = datetime.fromisoformat(start).replace(tzinfo=UTC)
    calendar = reading.read(as_ics([entry(starts_at=moment, ends_at=moment + timedelta(minutes=20))], name="x"))
    (event,) = reading.events(calendar)
    assert event.all("DTSTART") == [({"TZID": "Europe/Helsinki"}, written)]
    assert reading.moment(calendar, event, "DTSTART") == moment


def test_the_hour_that_comes_twice_is_written_without_doubt():
    for start in (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)):
        calendar = reading.read(as_ics([entry(starts_at=start, ends_at=start + timedelta(minutes=20))], name="x"))
        assert reading.moment(calendar, reading.events(calendar)[0], "DTSTART") == start


@pytest.mark.parametrize(("method", "canceled"), [("REQUEST", False), ("CANCEL", True)])
def test_an_invitation_names_both_sides_and_asks_for_no_answer(method, canceled):
    guest = ('Žofia "Ž" Ålander: Öhman; Oy', "zofia@esimerkki.test")
    calendar = reading.read(as_ics([entry(sequence=4, is_canceled=canceled)], name="x", method=method, guest=guest))
    (event,) = reading.events(calendar)
    assert calendar.value("METHOD") == method
    assert (event.value("UID"), event.value("SEQUENCE")) == (BASE["uid"], "4")
    assert event.value("STATUS") == ("CANCELLED" if canceled else "CONFIRMED")
    parameters, address = event.all("ATTENDEE")[0]
    assert (address, parameters["RSVP"]) == ("mailto:zofia@esimerkki.test", "FALSE")


def test_the_words_come_whole_and_the_same_entries_give_the_same_bytes():
    one = entry(title="Kerta 3: a, b; c\\d\nx", place="Pori, Raati", url="https://peili.test/oppi/", text="Ä\x00Ö")
    content = as_ics([one], name="Peili")
    (event,) = reading.events(reading.read(content))
    assert event.text("SUMMARY") == "Kerta 3: a, b; c\\d\nx"
    assert event.text("LOCATION") == "Pori, Raati"
    assert event.text("DESCRIPTION") == "Ä Ö\n\nhttps://peili.test/oppi/"
    assert content == as_ics([one], name="Peili")
