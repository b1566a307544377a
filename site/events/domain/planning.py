"""What an organizer does with an event: publish, settle what has changed, cancel, count who came."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from events.domain.reading import CONFIRMED, WAITING
from events.domain.refusals import UnableToPlan
from events.domain.signing_up import fill_places
from events.domain.telling import tell_changed
from events.enums import STANDING, EventState
from events.models import Event
from events.tasks import settle_soon

if TYPE_CHECKING:
    from accounts.models import User


def publish_event(*, event: Event) -> None:
    """This function will make a draft public. Raises UnableToPlan when visitors would miss something they must know."""
    with transaction.atomic():
        row = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
        if row.state != EventState.DRAFT:
            return
        if missing := row.missing():
            raise UnableToPlan(" ".join(missing.values()))
        row.state = EventState.PUBLISHED
        row.save(update_fields=["state", "changed_at"])


def cancel_event(*, event: Event, reason: str, at: datetime) -> None:
    """This function will call the event off; everybody who has signed up is told soon after, once.

    Raises UnableToPlan when the event is over or was never published.
    """
    with transaction.atomic():
        row = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
        if row.state == EventState.CANCELED:
            return
        if row.state == EventState.DRAFT or row.ends_at <= at:
            raise UnableToPlan(_("Vain julkaistun, tulevan tapahtuman voi perua."))
        row.state, row.canceled_at, row.cancel_reason = EventState.CANCELED, at, reason
        row.save()
        settle_soon(row.pk)


def settle_event(*, event_id: int, at: datetime) -> int:
    """This function will fill free places and tell whoever has not heard of the event's last change; return how many.

    Safe to repeat: a sign-up knows which revision it was told of.
    """
    with transaction.atomic():
        event = Event.objects.select_for_update(of=("self",)).filter(pk=event_id).first()
        if event is None or event.ends_at <= at:
            return 0
        done = fill_places(event=event, at=at)
        behind = event.signups.filter(state__in=STANDING, told_revision__lt=event.revision)
        for signup in behind:
            tell_changed(signup=signup, event=event, at=at)
            done += 1
        behind.update(told_revision=event.revision)
    return done


def unsettled_events(*, at: datetime) -> list[int]:
    """Return the events that somebody has yet to hear of, or whose free places somebody waits for."""
    coming = Event.objects.filter(ends_at__gt=at)
    untold = coming.filter(signups__state__in=STANDING, signups__told_revision__lt=F("revision"))
    waited_for = coming.filter(state=EventState.PUBLISHED).annotate(confirmed=CONFIRMED, waiting=WAITING)
    free = waited_for.filter(Q(capacity=None) | Q(confirmed__lt=F("capacity")), waiting__gt=0, starts_at__gt=at)
    return sorted({*untold.values_list("pk", flat=True), *free.values_list("pk", flat=True)})[:50]


def count_visitors(*, event: Event, on_site: int, online: int, by: User, at: datetime) -> None:
    """This function will keep how many came; it can be corrected later. Raises UnableToPlan before the event."""
    with transaction.atomic():
        row = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
        if row.state != EventState.PUBLISHED or at < row.starts_at:
            raise UnableToPlan(_("Kävijämäärän voi kirjata, kun tapahtuma on alkanut."))
        row.visitors_on_site, row.visitors_online = on_site, online
        row.counted_at, row.counted_by = at, by
        row.save()
