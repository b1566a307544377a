"""Reminding trainees of a session two days before it, once each; a moved session is a new one to be reminded of."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.calendar_entries import place_of
from courses.domain.telling import about_run, note_reminder
from courses.enums import STUDYING, RunState, SessionState
from courses.models import Enrolment, Session, SessionNotice
from courses.wording import session_time
from notifications.domain import notify

BEFORE = timedelta(days=2)
TOO_LATE = timedelta(hours=1)  # a reminder for what begins sooner would only come after it
GIVEN_IN = (RunState.PUBLISHED, RunState.ENROLLING, RunState.RUNNING)
AT_ONCE = 200


def remind_of_sessions(*, at: datetime) -> int:
    """This function will remind trainees of the sessions of the next two days; return how many reminders went out."""
    coming = Session.objects.filter(
        run__state__in=GIVEN_IN, starts_at__gt=at + TOO_LATE, starts_at__lte=at + BEFORE
    ).exclude(state__in=[SessionState.CANCELLED, SessionState.LOCKED])
    done = 0
    for session in coming.select_related("run").order_by("starts_at"):
        reminded = SessionNotice.objects.filter(
            session=session, kind=SessionNotice.Kind.REMINDER, starts_at=session.starts_at, user=OuterRef("user")
        )
        people = Enrolment.objects.filter(run=session.run, state__in=STUDYING, user__is_active=True)
        for person in people.exclude(Exists(reminded)).select_related("user").order_by("pk")[: AT_ONCE - done]:
            done += _remind(person, session, at)
    return done


def _remind(enrolment: Enrolment, session: Session, at: datetime) -> int:
    with transaction.atomic():
        row, is_new = note_reminder(session=session, user=enrolment.user, at=at)
        if not is_new:
            return 0
        row.notification = notify(
            user=enrolment.user,
            kind="session-reminder",
            subject=lambda: _subject(session),
            text=lambda: _text(session),
            values=lambda: {
                "toteutus": session.run.name,
                "kerta": str(session.position),
                "kerran_nimi": session.title,
                "aika": session_time(session.starts_at, session.ends_at),
                "paikka": place_of(session),
            },
            about=about_run(session.run_id),
            url=reverse("courses:session", kwargs={"run": session.run.slug, "position": session.position}),
            at=at,
        )
        row.save(update_fields=["notification"])
    return 1


def _subject(session: Session) -> str:
    values = {"number": session.position, "time": session_time(session.starts_at, session.ends_at)}
    return _("Muistutus: kerta %(number)s on %(time)s") % values


def _text(session: Session) -> str:
    lines = [f"{session.run.name}: {session.title}", place_of(session)]
    if session.link:
        lines.append(_("Liityt verkkoon kerran sivulta. Linkki avautuu vähän ennen alkua."))
    lines.append(_("Ohjelman ja ennakkotehtävän näet kerran sivulta."))
    return "\n\n".join(line for line in lines if line)
