"""Planning meetings: series, running orders, checklists, calendars, and the word after a long silence."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from factories.courses import EnrolmentFactory
from factories.groups import (
    add_member,
    make_founded_group,
    make_group,
    make_log,
    make_meeting,
    make_template,
    make_trainee,
)
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.holidays import holiday_on
from courses.groups.calendar_entries import calendar_entries, entries_for_members
from courses.groups.domain import checklists
from courses.groups.domain.cadence import nudge_quiet_groups
from courses.groups.domain.feeds import close_feed, feed_at, open_feed, renew_feed, token_of
from courses.groups.domain.lifecycle import delete_due_cards, end_group, pause_group
from courses.groups.domain.meetings import MeetingPlan, cancel_meeting, change_meeting, following_ones
from courses.groups.domain.running_order import advice_on, set_running_order, timed_steps
from courses.groups.domain.series import MONTHLY, plan_series, series_days
from courses.groups.domain.templates import Step, keep_templates, steps_for
from courses.groups.meeting_kit import kit_templates, question_baskets
from courses.groups.models import GroupMeeting, MeetingTemplate
from notifications.models import Notification

pytestmark = pytest.mark.django_db


def helsinki(*parts):
    return timezone.make_aware(datetime(*parts))


def clock_of(meeting):
    return timezone.localtime(meeting.starts_at).time()


def url(name, group, **kwargs):
    return reverse(f"groups:{name}", kwargs={"group": group.public_id, **kwargs})


@pytest.fixture
def group(client):
    enrolment = make_trainee()
    client.force_login(enrolment.user)
    return make_founded_group(enrolment=enrolment)


# --- the curriculum's own ---------------------------------------------------------------------------------------


def test_the_templates_and_cards_are_those_of_the_curriculum():
    minutes = {row.code: row.minutes for row in kit_templates()}
    assert minutes == {"M1": 120, "M2": 120, "M3": 120, "M4": 120, "M5": 120, "M6": 90, "M7": 120}
    assert [len(basket.cards) for basket in question_baskets()] == [5, 5, 5, 5, 3]
    for words in [w for row in kit_templates() for w in row.steps] + [w for b in question_baskets() for w in b.cards]:
        assert len({words.fi, words.sv, words.en}) == 3
    MeetingTemplate.objects.all().delete()
    assert (keep_templates(), keep_templates()) == (7, 0)
    MeetingTemplate.objects.filter(code="M2").update(title="Oma")
    keep_templates()
    assert MeetingTemplate.objects.get(code="M2").title == "Oma"


def test_a_meeting_gets_its_own_steps_in_the_planners_language(group):
    keep_templates()
    with translation.override("sv"):
        meeting = make_meeting(group, template=MeetingTemplate.objects.get(code="M1"))
    assert meeting.steps.first().text == "ankomst och kaffe"
    remote = steps_for(template=MeetingTemplate.objects.get(code="M2"), mode="online")
    assert (remote[0].part, remote[0].minutes, sum(step.minutes for step in remote)) == ("check", 8, 120)
    again = change_meeting(
        meeting=meeting,
        plan=MeetingPlan(meeting.starts_at, 120, "closing", "face", MeetingTemplate.objects.get(code="M7")),
        at=timezone.now(),
    )
    assert again.steps.first().text == "asettuminen"


# --- series -----------------------------------------------------------------------------------------------------

SERIES = [
    (date(2026, 9, 1), MONTHLY, 4, ["2026-09-01", "2026-10-06", "2026-11-03", "2026-12-01"]),
    (date(2026, 9, 29), MONTHLY, 4, ["2026-09-29", "2026-10-27", "2026-11-24", "2026-12-29"]),  # the last of each
    (date(2026, 12, 10), "4", 3, ["2026-12-10", "2027-01-07", "2027-02-04"]),
    (date(2026, 12, 6), "2", 2, ["2026-12-06", "2026-12-20"]),
]


@pytest.mark.parametrize(("first", "rhythm", "count", "expected"), SERIES)
def test_the_days_of_a_series(first, rhythm, count, expected):
    rows = series_days(first=first, rhythm=rhythm, count=count)
    assert [row.day.isoformat() for row in rows] == expected
    assert {row.day.weekday() for row in rows} == {first.weekday()}


def test_holidays_are_named_in_the_readers_language():
    assert holiday_on(date(2026, 12, 6)) == "Itsenäisyyspäivä"
    with translation.override("sv"):
        assert holiday_on(date(2026, 12, 6)) == "Självständighetsdagen"
    assert holiday_on(date(2026, 12, 7)) == ""


@given(
    first=st.dates(date(2026, 1, 1), date(2032, 12, 31)),
    rhythm=st.sampled_from([MONTHLY, "2", "4", "6"]),
    count=st.integers(2, 12),
)
def test_a_series_keeps_its_weekday_and_goes_forward(first, rhythm, count):
    days = [row.day for row in series_days(first=first, rhythm=rhythm, count=count)]
    assert len(days) == count
    assert days == sorted(set(days))
    assert {day.weekday() for day in days} == {first.weekday()}
    assert all(timedelta(days=14) <= after - before <= timedelta(days=42) for before, after in pairwise(days))


def test_a_series_stays_at_its_hour_over_both_changes_of_the_clock(group):
    plan = MeetingPlan(helsinki(2026, 10, 6, 18), 120, "exchange", "face", place="Kirjasto")
    days = [date(2026, 10, 6), date(2026, 11, 3), date(2027, 3, 2), date(2027, 4, 6)]
    by, at = group.facilitators.get().user, timezone.now()
    made = plan_series(group=group, plan=plan, days=days, by=by, at=at)
    assert {clock_of(row) for row in made} == {time(18)}
    assert len({row.starts_at.utctimetuple().tm_hour for row in made}) == 2
    plan_series(group=group, plan=plan, days=days, by=by, at=at)  # a second tap
    assert group.meetings.count() == 4
    third = GroupMeeting.objects.get(pk=made[2].pk)
    moved = MeetingPlan(helsinki(2027, 3, 4, 17, 30), 90, "exchange", "online", link="https://kokous.example/a")
    for _tap in range(2):
        change_meeting(meeting=third, plan=moved, at=at, following=True)
    last = GroupMeeting.objects.get(pk=made[3].pk)
    assert (timezone.localdate(last.starts_at), clock_of(last)) == (date(2027, 4, 8), time(17, 30))
    assert (last.link, last.minutes, last.sequence) == ("https://kokous.example/a", 90, 1)
    assert GroupMeeting.objects.get(pk=made[1].pk).sequence == 0
    cancel_meeting(meeting=made[1], at=at, following=True)
    states = list(group.meetings.order_by("starts_at").values_list("state", flat=True))
    assert states == ["planned", "cancelled", "cancelled", "cancelled"]
    assert following_ones(made[0]) == []


SERIES_FORM = {
    "day": "2026-12-01", "start": "18:00", "minutes": "120", "rhythm": "month", "count": "3", "kind": "exchange",
    "mode": "face",
}  # fmt: skip
PREVIEWED = {"save": "1", "basis": "2026-12-01/month/3", "kept": ["0", "2"]}


def test_a_series_is_shown_before_it_is_planned(client, group):
    page = client.post(url("meeting-series", group), SERIES_FORM | {"day": "2026-12-24", "rhythm": "4"})
    assert page.status_code == 200
    assert "Jouluaatto" in page.text
    assert group.meetings.count() == 0
    days = ["2026-12-01", "2027-01-05", "2027-02-02"]
    other = SERIES_FORM | PREVIEWED | {"days": days, "rhythm": "4"}  # changed after the preview: shown anew
    assert client.post(url("meeting-series", group), other).status_code == 200
    assert client.post(url("meeting-series", group), SERIES_FORM | PREVIEWED | {"days": days}).status_code == 302
    assert [timezone.localdate(m.starts_at).isoformat() for m in group.meetings.all()] == ["2026-12-01", "2027-02-02"]


BAD_SERIES = {
    "no day": {"day": ""},
    "a word": {"count": "monta"},
    "one": {"count": "1"},
    "endless": {"count": "99999999999"},
    "unknown rhythm": {"rhythm": "weekly"},
    "script": {"link": "javascript:alert(1)"},
    "zero byte": {"place": "a\x00"},
    "phone of words": {"phone": "soita 🐦"},
    "none kept": PREVIEWED | {"kept": [], "days": ["2026-12-01"]},
    "a day of letters": PREVIEWED | {"kept": ["0"], "days": ["huomenna"]},
    "a name": PREVIEWED | {"bring": "Matti Meikäläinen tuo kahvin", "days": ["2026-12-01", "", "2027-02-02"]},
}


@pytest.mark.parametrize("bad", BAD_SERIES.values(), ids=BAD_SERIES)
def test_a_series_refuses_what_it_cannot_read(client, group, bad):
    assert client.post(url("meeting-series", group), SERIES_FORM | bad).status_code == 422
    assert group.meetings.count() == 0


# --- one meeting --------------------------------------------------------------------------------------------------

MEETING = {"day": "2026-12-01", "start": "18:00", "minutes": "120", "kind": "exchange", "mode": "face"}


def test_a_page_that_was_overtaken_says_so_and_keeps_what_was_typed(client, group):
    meeting = make_meeting(group)
    change_meeting(
        meeting=meeting, plan=MeetingPlan(meeting.starts_at, 90, "exchange", "face", place="Kahvila"), at=timezone.now()
    )
    stale = MEETING | {"seen": "0", "place": "Kirjasto"}
    page = client.post(url("meeting", group, meeting=meeting.public_id), stale)
    assert page.status_code == 422
    assert "muutettu sillä välin" in page.text
    assert "Kirjasto" in page.text
    meeting.refresh_from_db()
    assert meeting.place == "Kahvila"
    assert client.post(url("meeting", group, meeting=meeting.public_id), stale | {"seen": "1"}).status_code == 302


def test_the_running_order_is_changed_by_buttons_and_stored_by_one(client, group):
    meeting = make_meeting(group, template=make_template())
    address = url("meeting-order", group, meeting=meeting.public_id)
    rows = {"rows": "3", "0-minutes": "15", "0-text": "saapuminen", "1-minutes": "85", "1-text": "kuka olen"}
    rows |= {"2-minutes": "20", "2-text": "seuraava kerta", "0-part": "", "1-part": "mirror", "2-part": ""}
    for button in ("up-2", "down-0", "drop-1", "add", "up-99", "nonsense", "drop-"):
        assert client.post(address, rows | {"do": button}).status_code == 200
    assert meeting.steps.count() == 3
    for _tap in range(2):
        assert client.post(address, rows | {"do": "save", "1-text": "kuka olen ja mikä toi"}).status_code == 302
    assert [row.text for row in meeting.steps.all()] == ["saapuminen", "kuka olen ja mikä toi", "seuraava kerta"]
    overtaken = rows | {"do": "save", "seen": "0123456789abcdef"}
    assert "muutettu sillä välin" in client.post(address, overtaken).text
    for bad in ({"1-minutes": ""}, {"1-minutes": "-5"}, {"1-text": "a" * 161}, {"1-text": "a\x00"}, {"1-part": "x"}):
        assert client.post(address, rows | {"do": "save"} | bad).status_code == 422
    assert client.post(address, {"rows": "9" * 40, "do": "save"}).status_code in (302, 422)


def test_clock_times_and_advice(group):
    meeting = make_meeting(group, mode="online")
    steps = [Step(50, "kierros"), Step(30, "aihe"), Step(10, "tauko", "break"), Step(20, "lopetus")]
    set_running_order(meeting=meeting, steps=steps)
    rows = timed_steps(meeting)
    assert [timezone.localtime(row.starts_at).strftime("%H.%M") for row in rows] == ["18.00", "18.50", "19.20", "19.30"]
    said = " ".join(advice_on(steps=steps, minutes=120, mode="online"))
    for words in ("jää 10 minuuttia yli", "5–10 minuuttia äänen", "tauko ainakin tunnin välein"):
        assert words in said
    assert advice_on(steps=steps, minutes=110, mode="face") == []
    assert "10 minuuttia enemmän" in advice_on(steps=steps, minutes=100, mode="face")[0]


def test_a_tick_tolerates_double_taps_and_the_list_is_copied_once(client, group):
    first, second = make_meeting(group, days=3), make_meeting(group, days=33)
    checklists.fill_checklist(meeting=first)
    item = first.checklist.first()
    address = url("meeting-checklist", group, meeting=first.public_id)
    for _tap in range(2):
        assert client.post(address, {"do": f"done:{item.public_id}"}).status_code == 302
    item.refresh_from_db()
    assert item.done_at is not None
    client.post(address, {"do": f"undone:{item.public_id}"})
    item.refresh_from_db()
    assert item.done_at is None
    later = url("meeting-checklist", group, meeting=second.public_id)
    for _tap in range(2):
        client.post(later, {"do": "copy"})
    assert [row.text for row in second.checklist.all()] == [row.text for row in first.checklist.all()]
    for bad in ({"do": "done:x"}, {"do": "done:" + "9" * 300}, {"do": "remove:\x00"}, {"do": "add"}, {}):
        assert client.post(address, bad).status_code == 302
    assert client.post(later, {"do": "add", "text": "Varaa sali"}).status_code == 302
    for bad in ("", "a" * 121, "a\x00", "Soita Matti Meikäläiselle 040 123 4567"):
        assert client.post(later, {"do": "add", "text": bad}).status_code == 422
    assert second.checklist.filter(text="Varaa sali").count() == 1


def test_the_screen_of_a_meeting_reminds_and_leads_to_the_log(client, group):
    keep_templates()
    remote = MeetingTemplate.objects.get(code="M6")
    meeting = make_meeting(group, template=remote, mode="online", minutes=90, phone="044 555 0100")
    page = client.get(url("meeting-guide", group, meeting=meeting.public_id)).text
    for words in ("jää ryhmään", "hätänumero 112", "Ensin ääni ja kuva", "044 555 0100", "18.00", "Mikä keveni?"):
        assert words in page
    assert url("log", group, meeting=meeting.public_id) in page
    final = client.get(url("final-meeting", group)).text
    for words in ("Mitä olet saanut?", "90 päivän", "kiitoskierros".capitalize(), url("end", group)):
        assert words in final


def test_pages_of_a_meeting_ask_as_much_for_many_as_for_few(client, group, django_assert_max_num_queries):
    meeting = make_meeting(group, template=make_template())
    for number in range(12):
        make_meeting(group, days=20 + number)
    checklists.add_items(meeting=meeting, texts=[f"Asia {number}" for number in range(20)])
    for name in ("meeting", "meeting-order", "meeting-checklist", "meeting-guide"):
        with django_assert_max_num_queries(13):
            client.get(url(name, group, meeting=meeting.public_id))


# --- calendars ------------------------------------------------------------------------------------------------------


def strict(body: bytes) -> list[dict[str, str]]:
    """Read an iCalendar file the way RFC 5545 wants it, and return its events by property."""
    assert body.endswith(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    lines = body.decode().replace("\r\n ", "").split("\r\n")
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    events, current = [], None
    for line in lines:
        if line == "BEGIN:VEVENT":
            current = {}
        elif line == "END:VEVENT":
            assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS"} <= current.keys()
            events.append(current)
            current = None
        elif current is not None:
            name, _colon, value = line.partition(":")
            assert name.split(";")[0] not in current
            current[name.split(";")[0]] = value
    return events


def test_a_meetings_file_keeps_its_name_counts_up_and_takes_itself_out(client, group):
    meeting = make_meeting(group, place="Kirjasto, 2. kerros; sali")
    address = url("meeting-ics", group, meeting=meeting.public_id)
    (first,) = strict(client.get(address).content)
    moved = MeetingPlan(meeting.starts_at + timedelta(days=1), 120, "exchange", "face", place="Kahvila")
    change_meeting(meeting=meeting, plan=moved, at=timezone.now())
    change_meeting(meeting=meeting, plan=moved, at=timezone.now())
    (second,) = strict(client.get(address).content)
    cancel_meeting(meeting=meeting, at=timezone.now())
    answer = client.get(address)
    (third,) = strict(answer.content)
    assert first["UID"] == second["UID"] == third["UID"]
    assert [row["SEQUENCE"] for row in (first, second, third)] == ["0", "1", "2"]
    assert first["LOCATION"] == r"Kirjasto\, 2. kerros\; sali"
    assert b"METHOD:CANCEL" in answer.content
    assert third["STATUS"] == "CANCELLED"


def test_the_groups_calendar_names_nobody_and_can_be_taken_back(client, group):
    add_member(group, pseudonym="Merkkilintu")
    make_meeting(group, place="Salainen sali", link="https://kokous.example/x", bring="oma kuppi")
    make_log(group, topic="merkkiaihe", helped="merkkiteksti")
    client.post(url("calendar", group), {"do": "open"})
    feed = group.feed
    address = reverse("groups:group-feed", kwargs={"token": token_of(feed)})
    assert address in client.get(url("calendar", group)).text
    client.logout()
    body = client.get(address).content
    assert len(strict(body)) == 2
    user = group.facilitators.get().user
    for word in (
        group.name,
        "Merkkilintu",
        user.family_name,
        user.email,
        "merkki",
        "Salainen",
        "kokous.example",
        "kuppi",
    ):
        assert word.encode() not in body, word
    at = timezone.now()
    open_feed(group=group, shows_place=True, language="sv", at=at)
    shown = client.get(address).content.decode().replace("\r\n ", "")
    for word in ("Salainen sali", "kokous.example", "oma kuppi", "Kamratgrupp"):
        assert word in shown
    renew_feed(feed=feed, seen=1)
    renew_feed(feed=feed, seen=1)  # a second tap
    assert client.get(address).status_code == 404
    feed.refresh_from_db()
    assert feed.generation == 2
    fresh = token_of(feed)
    assert feed_at(token=fresh, at=at) == feed
    for wrong in ("x", "a" * 43, fresh[:-2] + "AA", "ä"):
        assert feed_at(token=wrong, at=at) is None
    close_feed(feed=feed, at=at)
    assert feed_at(token=fresh, at=at) is None


def test_the_end_of_a_group_reaches_calendars_and_then_its_address_ends(group):
    at = timezone.now()
    make_meeting(group)
    feed = open_feed(group=group, shows_place=False, language="fi", at=at)
    end_group(group=group, at=at)
    found = feed_at(token=token_of(feed), at=at + timedelta(days=29))
    (entry,) = entries_for_members(feed=found)
    assert (entry.is_canceled, entry.sequence) == (True, 1)
    assert feed_at(token=token_of(feed), at=at + timedelta(days=31)) is None
    group.meetings.update(phone="044 555 0100", link="https://kokous.example/x")
    delete_due_cards(before=at, at=at)
    assert list(group.meetings.values_list("phone", "link")) == [("", "")]


def test_ones_own_calendar_has_the_meetings_of_ones_own_groups(group):
    make_meeting(group, place="Kirjasto")
    make_meeting(make_group(), place="Muualla")
    (entry,) = calendar_entries(user=group.facilitators.get().user)
    assert entry.place == "Kirjasto"
    assert calendar_entries(user=EnrolmentFactory().user) == []


# --- BR-09 -----------------------------------------------------------------------------------------------------------


def test_a_quiet_group_is_spoken_of_once_and_to_its_facilitator_alone(group):
    now = timezone.now()
    user = group.facilitators.get().user
    assert nudge_quiet_groups(at=now + timedelta(days=44)) == 0
    assert nudge_quiet_groups(at=now + timedelta(days=46)) == 1
    assert nudge_quiet_groups(at=now + timedelta(days=70)) == 0
    assert list(Notification.objects.filter(kind="group-quiet").values_list("user", flat=True)) == [user.pk]
    make_meeting(group, days=80)  # planned: a new silence begins after it
    assert nudge_quiet_groups(at=now + timedelta(days=90)) == 0
    assert nudge_quiet_groups(at=now + timedelta(days=130)) == 1
    pause_group(group=group, at=now)
    assert nudge_quiet_groups(at=now + timedelta(days=300)) == 0
