"""A conference's list becomes marks: matched, joined once, limited to the session, and outsiders forgotten."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.attendance import Mark, ReasonMissing, UnableToMark, take_attendance
from courses.domain.conference import (
    Decision,
    ListGone,
    WrongMeeting,
    confirm_list,
    drop_outdated_lists,
    keep_list,
    minutes_of,
    preview_of,
)
from courses.models import Attendance, AttendanceChange, ConferenceList, Enrolment, RegisterEvent

HELSINKI = ZoneInfo("Europe/Helsinki")
DAY = datetime(2026, 11, 3)


@pytest.fixture
def run(db):
    """A run whose first session, of three hours, began at nine."""
    return make_run(starts_on=timezone.localdate() - timedelta(days=1))


@pytest.fixture
def session(run):
    found = run.sessions.first()
    found.run = run
    return found


def person(run, given, family, email=""):
    user = UserFactory(given_name=given, family_name=family, **({"email": email} if email else {}))
    EnrolmentFactory(run=run, user=user)
    return user


def people_of(run):
    return list(Enrolment.objects.filter(run=run).select_related("user", "rule_set").order_by("pk"))


def listing(session, *rows, day=None):
    """A list as Zoom writes it; each row is a name, an address, and from when to when."""
    day = day or timezone.localtime(session.starts_at)
    lines = ["Name,User Email,Join Time,Leave Time"]
    for name, email, start, end in rows:
        lines.append(f'"{name}",{email},{day:%d.%m.%Y} {start},{day:%d.%m.%Y} {end}')
    return "\n".join(lines).encode()


def kept(session, *rows, by=None, shift=0, zone=HELSINKI, day=None):
    return keep_list(
        session=session,
        content=listing(session, *rows, day=day),
        zone=zone,
        shift=timedelta(minutes=shift),
        by=by or UserFactory(),
        at=timezone.now(),
    )


@pytest.mark.parametrize(
    ("name", "email", "how"),
    [
        ("kuka vaan", "KUOVI@peili.example", "email"),
        ("Kaisla Kuovi", "", "name"),
        ("kuovi  kaisla", "", "name"),
        ("Kuovi, Kaisla", "muu@toinen.example", "name"),
        ("KAISLA KUOVI (Guest)", "", "similar"),
        ("Kaisla-Kuovi [Pori]", "", "similar"),
        ("Kaisla Kuovinen", "", ""),
    ],
)
def test_who_a_line_is(run, session, name, email, how):
    person(run, "Kaisla", "Kuovi", "kuovi@peili.example")
    lines = preview_of(kept(session, (name, email, "9:00", "12:00")), people=people_of(run)).lines

    assert (lines[0].how, lines[0].person is not None) == (how, bool(how))


def test_letters_without_their_marks_are_similar(run, session):
    person(run, "Žofia", "Ålander-Öhman")

    lines = preview_of(kept(session, ("Zofia Alander Ohman", "", "9:00", "12:00")), people=people_of(run)).lines

    assert lines[0].how == "similar"


def test_a_name_that_two_people_bear_is_matched_by_hand(run, session):
    person(run, "Matti", "Varis")
    person(run, "Matti", "Varis")

    lines = preview_of(kept(session, ("Matti Varis", "", "9:00", "12:00")), people=people_of(run)).lines

    assert lines[0].person is None


@pytest.mark.parametrize(
    ("stays", "minutes"),
    [
        ([("9:00", "10:00"), ("9:30", "10:30")], 90),
        ([("9:00", "10:00"), ("10:00", "11:00")], 120),
        ([("9:00", "12:00"), ("9:10", "9:20")], 180),
        ([("7:00", "9:30")], 30),
        ([("11:00", "15:00")], 60),
        ([("7:00", "8:00"), ("11:30", "12:00")], 30),
    ],
)
def test_repeated_joins_are_counted_once_and_within_the_session(run, session, stays, minutes):
    person(run, "Kaisla", "Kuovi")
    rows = [("Kaisla Kuovi", "", start, end) for start, end in stays]

    preview = preview_of(kept(session, *rows), people=people_of(run))

    assert [line.minutes for line in preview.lines] == [minutes]
    assert [value[1] for value in preview.outcome.values()] == [minutes]


def test_two_devices_of_one_person_count_once(run, session):
    person(run, "Kaisla", "Kuovi", "kuovi@peili.example")
    stored = kept(
        session,
        ("Kaisla Kuovi", "kuovi@peili.example", "9:00", "11:00"),
        ("Kaislan iPad", "", "10:00", "12:00"),
    )
    trainee = people_of(run)[0]

    preview = preview_of(stored, people=people_of(run), chosen={0: trainee, 1: trainee})

    assert preview.outcome == {trainee.pk: ("present", 180)}


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 600)).map(sorted).filter(lambda pair: pair[0] < pair[1])))
def test_minutes_never_exceed_the_span_nor_depend_on_the_order(pairs):
    intervals = [(DAY + timedelta(minutes=a), DAY + timedelta(minutes=b)) for a, b in pairs]
    covered = {minute for a, b in pairs for minute in range(a, b)}

    assert minutes_of(intervals) == minutes_of(reversed(intervals)) == len(covered)


def test_the_clock_of_the_file_can_be_put_right(run, session):
    person(run, "Kaisla", "Kuovi")
    rows = [("Kaisla Kuovi", "", "8:50", "11:50")]

    late = preview_of(kept(session, *rows, shift=10), people=people_of(run))
    zoned = preview_of(
        kept(session, ("Kaisla Kuovi", "", "8:00", "11:00"), zone=ZoneInfo("Europe/Stockholm")), people=people_of(run)
    )

    assert [line.minutes for preview in (late, zoned) for line in preview.lines] == [180, 180]


def test_a_list_of_another_meeting_is_refused_in_words(run, session):
    person(run, "Kaisla", "Kuovi")
    other = timezone.localtime(session.starts_at) - timedelta(days=7)

    with pytest.raises(WrongMeeting, match=r"Tiedoston kokous oli .* mutta kerta 1 oli"):
        kept(session, ("Kaisla Kuovi", "", "9:00", "12:00"), day=other)
    assert not ConferenceList.objects.exists()


class TestConfirming:
    def confirm(self, stored, run, **options):
        people = people_of(run)
        by_name = {p.user.given_name: p for p in people}
        lines = preview_of(stored, people=people).lines
        chosen = {line.number: line.person for line in lines}
        chosen |= {number: by_name.get(name) for number, name in options.pop("chosen", {}).items()}
        decision = Decision(chosen, **options)
        return confirm_list(stored=stored, people=people, decision=decision, by=UserFactory(), at=timezone.now())

    def test_nothing_is_written_before_and_the_rules_settle_it_then(self, run, session):
        person(run, "Kaisla", "Kuovi")
        person(run, "Kimmo", "Kiuru")
        stored = kept(session, ("Kaisla Kuovi", "", "9:00", "12:00"), ("Kimmo Kiuru", "", "9:00", "10:00"))
        assert not Attendance.objects.exists()

        assert self.confirm(stored, run).changed == 2

        rows = Attendance.objects.order_by("enrolment_id").values_list("state", "minutes", "method")
        assert list(rows) == [("present", 180, "import"), ("partial", 60, "import")]

    def test_outsiders_are_not_stored(self, run, session):
        person(run, "Kaisla", "Kuovi")
        stored = kept(session, ("Kaisla Kuovi", "", "9:00", "12:00"), ("Urkkija Ulkoa", "u@x.example", "9:00", "12:00"))

        self.confirm(stored, run)

        assert not ConferenceList.objects.exists()
        assert Attendance.objects.count() == 1
        assert not AttendanceChange.objects.filter(to_remark__contains="Urkkija").exists()

    def test_an_unknown_name_is_matched_by_hand(self, run, session):
        person(run, "Kaisla", "Kuovi")
        stored = kept(session, ("K-läppäri", "", "9:00", "12:00"))

        self.confirm(stored, run, chosen={0: "Kaisla"})

        assert Attendance.objects.get().state == "present"

    def test_twice_enters_once(self, run, session):
        person(run, "Kaisla", "Kuovi")
        stored = kept(session, ("Kaisla Kuovi", "", "9:00", "12:00"))
        self.confirm(stored, run)

        with pytest.raises(ListGone):
            self.confirm(stored, run)
        assert AttendanceChange.objects.count() == 1

    @pytest.mark.parametrize(("replace", "expected"), [(False, ("absent", 0)), (True, ("present", 180))])
    def test_earlier_marks_stand_unless_they_are_to_be_replaced(self, run, session, replace, expected):
        person(run, "Kaisla", "Kuovi")
        trainee = people_of(run)[0]
        take_attendance(session=session, marks={trainee.pk: Mark("absent")}, by=None, at=timezone.now())
        stored = kept(session, ("Kaisla Kuovi", "", "9:00", "12:00"))

        self.confirm(stored, run, replace=replace)

        row = Attendance.objects.get()
        assert (row.state, row.minutes) == expected

    def test_the_others_are_absent_if_so_decided(self, run, session):
        person(run, "Kaisla", "Kuovi")
        person(run, "Kimmo", "Kiuru")
        stored = kept(session, ("Kaisla Kuovi", "", "9:00", "12:00"))

        self.confirm(stored, run, rest_absent=True)

        assert sorted(Attendance.objects.values_list("state", flat=True)) == ["absent", "present"]

    def test_after_a_closing_it_needs_a_reason_and_the_list_stays(self, run, session):
        person(run, "Kaisla", "Kuovi")
        RegisterEvent.objects.create(session=session, kind="locked", at=timezone.now())
        stored = kept(session, ("Kaisla Kuovi", "", "9:00", "12:00"))

        with pytest.raises(ReasonMissing):
            self.confirm(stored, run)
        assert ConferenceList.objects.exists()
        assert self.confirm(stored, run, reason="Luettelo löytyi").changed == 1


def test_a_closed_register_takes_no_list(run, session):
    session.state = "locked"
    session.save()

    with pytest.raises(UnableToMark):
        kept(session, ("Kaisla Kuovi", "", "9:00", "12:00"))


def test_a_list_that_nobody_confirms_goes_in_a_day(run, session):
    kept(session, ("Kaisla Kuovi", "", "9:00", "12:00"))

    assert drop_outdated_lists(at=timezone.now() + timedelta(hours=23)) == 0
    assert drop_outdated_lists(at=timezone.now() + timedelta(hours=25)) == 1
