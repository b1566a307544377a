"""Reminders: for those who have a place two days before, and for who organized it when nobody has counted who came."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from courses.enums import StaffRole
from events.domain.telling import remind
from events.enums import EventState, SignupState
from events.models import Event, EventSignup
from events.permissions import may_organize
from notifications.domain import notify

BEFORE = timedelta(days=2)
FRESH = timedelta(days=1)  # who has just signed up needs no reminder
MOST_AT_ONCE = 200
AFTER = timedelta(days=1)  # a day to count in peace
TOO_OLD = timedelta(days=60)  # nobody remembers any more


def send_reminders(*, at: datetime) -> int:
    """This function will remind those whose event is near, each once; return how many."""
    due = EventSignup.objects.filter(
        state=SignupState.CONFIRMED,
        reminded_at=None,
        signed_up_at__lt=at - FRESH,
        event__state=EventState.PUBLISHED,
        event__starts_at__gt=at,
        event__starts_at__lt=at + BEFORE,
    )
    done = 0
    for signup in due.select_related("event")[:MOST_AT_ONCE]:
        with transaction.atomic():
            mine = EventSignup.objects.filter(pk=signup.pk, reminded_at=None, state=SignupState.CONFIRMED)
            if mine.update(reminded_at=at):
                remind(signup=signup, event=signup.event, at=at)
                done += 1
    return done


def ask_for_counts(*, at: datetime) -> int:
    """This function will remind the organizer of each event that nobody has counted, once; return how many events."""
    held = {"state": EventState.PUBLISHED, "ends_at__lte": at - AFTER, "ends_at__gt": at - TOO_OLD}
    done = 0
    for event in Event.objects.filter(**held, counted_at=None, count_asked_at=None).order_by("pk")[:MOST_AT_ONCE]:
        with transaction.atomic():
            mine = Event.objects.filter(pk=event.pk, counted_at=None, count_asked_at=None)
            if mine.update(count_asked_at=at):
                for person in organizers_of(event):
                    _ask(event, person, at)
                done += 1
    return done


def organizers_of(event: Event) -> list[User]:
    """Return who made the event while they organize events still, else the coordinators of its project's runs."""
    if event.made_by and event.made_by.is_active and may_organize(event.made_by):
        return [event.made_by]
    staffed = {"run_staff__role": StaffRole.COORDINATOR, "run_staff__ended_at": None, "is_active": True}
    people = User.objects.filter(**staffed).order_by("pk").distinct()
    own = people.filter(run_staff__run__project=event.project_id) if event.project_id else people.none()
    return list(own or people)


def _ask(event: Event, person: User, at: datetime) -> None:
    notify(
        user=person,
        kind="event-count",
        subject=lambda: _("Kirjaa kävijämäärä: %(event)s") % {"event": event.in_words(person.language).title},
        text=gettext_lazy("Tapahtuma on pidetty, mutta kävijämäärää ei ole kirjattu. Raportti odottaa sitä."),
        values=lambda: {"tapahtuma": event.in_words(person.language).title},
        url=reverse("events:visitors", kwargs={"event": event.public_id}),
        at=at,
    )
