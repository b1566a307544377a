"""What visitors are mailed: in their language, with the appointment beside the words where it helps."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from calendars.entries import Entry
from calendars.ics import Method, as_ics
from courses.wording import session_time
from events.domain.links import link_of
from events.enums import SignupState
from events.models import Event, EventSignup
from notifications.domain import queue_mail

SUBJECTS = {
    "confirmed": _("Paikkasi on varattu: %(event)s"),
    "waiting": _("Olet jonossa: %(event)s"),
    "moved_up": _("Sait paikan: %(event)s"),
    "signup_canceled": _("Ilmoittautumisesi on peruttu: %(event)s"),
    "changed": _("Tapahtuman tiedot muuttuivat: %(event)s"),
    "called_off": _("Tapahtuma on peruttu: %(event)s"),
    "reminder": _("Muistutus: %(event)s"),
}


def page_of(event: Event) -> str:
    """Return the whole address of the event's public page."""
    return settings.BASE_URL.rstrip("/") + reverse("events:event", kwargs={"slug": event.slug})


def entry_of(event: Event, *, language: str) -> Entry:
    """Return the event as calendars are told of it; the link of an online event stays in the house."""
    words = event.in_words(language)
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return Entry(
        uid=f"event-{event.public_id}@{host}",
        sequence=event.revision,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        title=words.title,
        place=event.place,
        url=page_of(event),
        text=words.summary,
        is_canceled=event.canceled_at is not None,
        updated_at=event.changed_at,
    )


def tell_signed_up(*, signup: EventSignup, event: Event, at: datetime, is_again: bool = False) -> None:
    """Mail whether there is a place, and the link by which one can cancel.

    Again at most once an hour: nobody fills somebody else's mailbox by signing them up over and over.
    """
    what = "waiting" if signup.state == SignupState.WAITING else "confirmed"
    _mail(signup, event, what, at, key=f"event-{signup.public_id}-{at:%Y%m%d%H}" if is_again else None)


def tell_moved_up(*, signup: EventSignup, event: Event, at: datetime) -> None:
    """Mail that a place has become free."""
    _mail(signup, event, "moved_up", at)


def tell_canceled_signup(*, signup: EventSignup, event: Event, at: datetime) -> None:
    """Mail that the sign-up has been canceled; the appointment goes from the calendar of who had a place."""
    _mail(signup, event, "signup_canceled", at, method="CANCEL")


def tell_changed(*, signup: EventSignup, event: Event, at: datetime) -> None:
    """Mail the new time or place, or that the event is off; the appointment replaces the old one."""
    if event.canceled_at:
        _mail(signup, event, "called_off", at, method="CANCEL")
    else:
        _mail(signup, event, "changed", at)


def remind(*, signup: EventSignup, event: Event, at: datetime) -> None:
    """Mail a reminder with the time, the place and the way to cancel."""
    _mail(signup, event, "reminder", at, method=None)


def _mail(
    signup: EventSignup,
    event: Event,
    what: str,
    at: datetime,
    *,
    method: Method | None = "REQUEST",
    key: str | None = None,
) -> None:
    """Put one mail into the outbox; the appointment goes along with those who have a place."""
    with translation.override(signup.language):
        words = event.in_words(signup.language)
        frame = {"signup": signup, "event": event, "words": words, "link": link_of(signup), "page": page_of(event)}
        frame["kept_days"] = settings.EVENT_SIGNUPS_KEPT_DAYS
        calendar = b""
        if method and signup.state == SignupState.CONFIRMED:
            entry = entry_of(event, language=signup.language)
            calendar = as_ics([entry], name=words.title, method=method, guest=(signup.name, signup.email))
        queue_mail(
            to=signup.email,
            subject=SUBJECTS[what] % {"event": words.title},
            text=render_to_string(f"events/mail/{what}.txt", frame),
            kind=f"event-{what.replace('_', '-')}",
            values={
                "osallistuja": signup.name,
                "tapahtuma": words.title,
                "aika": session_time(event.starts_at, event.ends_at),
                "paikka": event.place,
                "linkki": link_of(signup),
            },
            language=signup.language,
            calendar=calendar,
            key=key,
            at=at,
        )
