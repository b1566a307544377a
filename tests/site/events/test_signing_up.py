"""Signing up, waiting, canceling, changes, reminders, forgetting: each is told once and counts stay right."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import make_run, make_staff
from factories.events import join, make_event, move
from icalendar import Calendar

from accounts.clocks import clear_due
from accounts.ledger import replay
from events.domain.planning import cancel_event, count_visitors, publish_event, settle_event, unsettled_events
from events.domain.refusals import UnableToPlan, UnableToSignUp
from events.domain.reminding import send_reminders
from events.domain.signing_up import Visitor, cancel_signup, sign_up, waiting_number
from events.enums import EventState, SignupState
from events.figures import event_rows
from events.models import EventSignup
from events.privacy import erase_person, export_person
from events.sweeps import sweep
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db


def kinds():
    """Return the kinds of the mails in the outbox, in their order."""
    return list(OutgoingMail.objects.order_by("pk").values_list("kind", flat=True))


def now():
    return timezone.now()


def test_the_last_place_has_one_taker_and_the_first_who_waits_moves_up():
    event = make_event(capacity=2)
    first, second, third, fourth = (join(event, name) for name in ("Kuovi", "Kiuru", "Haahka", "Tiira"))
    assert [row.state for row in (first, second)] == [SignupState.CONFIRMED] * 2
    assert [waiting_number(row) for row in (third, fourth)] == [1, 2]
    cancel_signup(signup=first, at=now())
    cancel_signup(signup=first, at=now())
    third.refresh_from_db()
    fourth.refresh_from_db()
    assert (third.state, waiting_number(fourth)) == (SignupState.CONFIRMED, 1)
    assert kinds()[-2:] == ["event-signup-canceled", "event-moved-up"]
    assert len(kinds()) == 6


def test_a_canceled_sign_up_holds_nothing_of_the_person_and_its_calendar_entry_goes():
    event = make_event()
    signup = join(event, email="kuovi@esimerkki.test", needs="Tulkki")
    cancel_signup(signup=signup, at=now())
    row = EventSignup.objects.values("name", "email", "needs").get()
    assert set(row.values()) == {""}
    made, gone = (Calendar.from_ical(mail.calendar) for mail in OutgoingMail.objects.order_by("pk"))
    assert (made["method"], gone["method"]) == ("REQUEST", "CANCEL")
    assert made.events[0]["uid"] == gone.events[0]["uid"]
    assert join(event, email="kuovi@esimerkki.test").state == SignupState.CONFIRMED


def test_one_page_sent_twice_is_one_sign_up_and_one_address_has_one_place():
    event, key = make_event(), uuid4()
    visitor = Visitor("Kuovi", "kuovi@esimerkki.test", "", "sv")
    rows = {sign_up(event=event, visitor=visitor, sending_key=key, at=now()).pk for _ in range(2)}
    assert len(kinds()) == 1
    noon = now().replace(minute=0)
    for _ in range(3):
        rows.add(sign_up(event=event, visitor=visitor, sending_key=uuid4(), at=noon).pk)
    assert len(rows) == 1
    assert kinds() == ["event-confirmed"] * 2  # the link again, for who has lost the mail
    assert OutgoingMail.objects.first().subject == "Din plats är bokad: Timanttikiertue: Pori"


@pytest.mark.parametrize(
    "values",
    [
        {"state": EventState.DRAFT},
        {"state": EventState.CANCELED, "canceled_at": timezone.now()},
        {"closes_at": timezone.now() - timedelta(minutes=1)},
        {"starts_at": timezone.now() - timedelta(minutes=1)},
    ],
    ids=["draft", "canceled", "closed", "begun"],
)
def test_nobody_signs_up_to_what_is_not_open(values):
    with pytest.raises(UnableToSignUp):
        join(make_event(**values))


def test_a_moved_event_is_told_once_to_each_with_an_entry_that_replaces_the_old_one():
    event = make_event(capacity=1)
    join(event), join(event)
    event.starts_at += timedelta(hours=1)
    event.ends_at += timedelta(hours=1)
    event.save()
    event.summary = "Toinen tiivistelmä."
    event.save()
    assert unsettled_events(at=now()) == [event.pk]
    assert [settle_event(event_id=event.pk, at=now()) for _ in range(2)] == [2, 0]
    assert kinds()[2:] == ["event-changed"] * 2
    entry = Calendar.from_ical(OutgoingMail.objects.get(kind="event-changed", to=event.signups.first().email).calendar)
    assert int(entry.events[0]["sequence"]) == 1
    assert unsettled_events(at=now()) == []


def test_more_places_move_those_up_who_wait_even_if_nobody_woke_a_worker():
    event = make_event(capacity=1)
    for _ in range(3):
        join(event)
    event.capacity = 2
    event.save()
    assert sweep(at=now()) == 1
    assert sweep(at=now()) == 0
    assert kinds()[-1] == "event-moved-up"


def test_calling_off_tells_everybody_once_and_nobody_moves_up():
    event = make_event(capacity=1)
    join(event), join(event)
    for _ in range(2):
        cancel_event(event=event, reason="Puhuja sairastui.", at=now())
    sweep(at=now())
    sweep(at=now())
    assert kinds()[2:] == ["event-called-off"] * 2
    assert "Puhuja sairastui." in OutgoingMail.objects.order_by("pk").last().text
    with pytest.raises(UnableToPlan):
        cancel_event(event=move(make_event(), days=-30), reason="", at=now())


def test_who_has_a_place_is_reminded_once_two_days_before():
    event = make_event(capacity=1)
    join(event, at=now() - timedelta(days=3)), join(event, at=now() - timedelta(days=3))
    assert send_reminders(at=now()) == 0
    move(event, days=-13)
    assert [send_reminders(at=now()) for _ in range(2)] == [1, 0]
    assert kinds()[-1] == "event-reminder"


def test_sign_ups_go_thirty_days_after_and_their_number_stays(settings):
    event = make_event(capacity=2)
    for _ in range(3):
        join(event)
    move(event, days=-14 - 29)
    clear_due(at=now())
    assert event.signups.count() == 3
    move(event, days=-2)
    assert clear_due(at=now())["events.signups"] == 3
    event.refresh_from_db()
    assert (event.signups.count(), event.signups_kept) == (0, 2)
    clear_due(at=now())
    event.refresh_from_db()
    assert event.signups_kept == 2


def test_heads_are_counted_afterwards_and_are_the_figures_of_the_report():
    event, user = make_event(), UserFactory()
    with pytest.raises(UnableToPlan):
        count_visitors(event=event, on_site=5, online=1, by=user, at=now())
    move(event, days=-20)
    assert event_rows(project=None)[0][3] == 0
    count_visitors(event=event, on_site=43, online=7, by=user, at=now())
    [(title, day, mode, heads)] = event_rows(project=None)
    assert (title, day, mode, heads) == (event.title, timezone.localdate(event.starts_at), "Paikan päällä", 50)
    assert event_rows(project=None, since=day + timedelta(days=1)) == event_rows(project=None, until=day - timedelta(1))


def test_a_draft_is_published_when_visitors_know_what_they_must():
    event = make_event(state=EventState.DRAFT, accessibility="")
    with pytest.raises(UnableToPlan, match="esteettömyydestä"):
        publish_event(event=event)
    event.accessibility = "Esteetön kulku."
    event.save()
    publish_event(event=event)
    event.refresh_from_db()
    event.accessibility = ""
    with pytest.raises(ValidationError):
        event.full_clean()
    event.ends_at = event.starts_at
    with pytest.raises(ValidationError, match="päättyy vasta"):
        event.full_clean()


def test_two_events_of_one_title_have_addresses_of_their_own():
    assert [make_event().slug for _ in range(3)] == [f"timanttikiertue-pori{end}" for end in ("", "-2", "-3")]


def test_a_person_with_an_account_is_exported_and_forgotten():
    user = UserFactory()
    coming, past = make_event(), make_event()
    join(coming, email=user.email), join(past, email=user.email)
    move(past, days=-20)
    assert len(export_person(user)["signups"]) == 2
    erase_person(user, at=now())
    assert not EventSignup.objects.filter(email=user.email).exists()
    assert kinds() == ["event-confirmed"] * 2


def test_a_canceled_sign_up_is_emptied_again_after_a_restored_backup():
    signup = join(make_event(), email="kuovi@esimerkki.test")
    before = EventSignup.objects.filter(pk=signup.pk).values().get()
    cancel_signup(signup=signup, at=now())
    EventSignup.objects.filter(pk=signup.pk).update(**before)
    mails = OutgoingMail.objects.count()
    assert replay([], at=now())["events.signup"] == 1
    row = EventSignup.objects.get()
    assert (row.state, row.email, OutgoingMail.objects.count()) == (SignupState.CANCELED, "", mails)


def test_who_made_an_event_is_asked_once_how_many_came():
    maker, other = make_staff(make_run(), "coordinator"), make_staff(make_run(), "coordinator")
    for days, values in ((-30, {"made_by": maker}), (-30, {}), (-14, {"made_by": maker}), (-90, {"made_by": maker})):
        event = make_event(**values)
        move(event, days=days)
    counted = make_event(made_by=maker)
    move(counted, days=-30)
    count_visitors(event=counted, on_site=3, online=0, by=maker, at=now())
    assert [sweep(at=now()) for _ in range(2)] == [2, 0]
    told = list(Notification.objects.filter(kind="event-count").values_list("user", flat=True))
    assert sorted(told) == sorted([maker.pk, maker.pk, other.pk])  # of the one without a maker both are asked
