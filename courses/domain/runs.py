"""Making a run from a delivery form, and moving its sessions."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.enums import RunState, StaffRole
from courses.models import CourseRun, DeliveryForm, RuleSet, RunStaff, Session, SessionContent
from courses.rules import RuleBook

if TYPE_CHECKING:
    from accounts.models import User


class UnableToPlan(Exception):
    """The run cannot be made; the message says why."""


def plan_run(
    *,
    form: DeliveryForm,
    name: str,
    slug: str,
    starts_on: date,
    by: User | None,
    at: datetime,
    capacity: int = 14,
    enrolment_opens_at: datetime | None = None,
    enrolment_closes_at: datetime | None = None,
    state: str = RunState.PUBLISHED,
    rules: dict | None = None,
) -> CourseRun:
    """This function will make a run with the form's sessions placed from its first day, and the form's rules.

    `by` becomes its coordinator. Raises UnableToPlan when the form has no sessions, the address is taken or the
    rules cannot be held. The hours need not add up to the extent (BR-01): `minutes_off` tells by how much.
    """
    sessions = list(form.sessions.order_by("position").prefetch_related("pages"))
    if not sessions:
        raise UnableToPlan(_("Toteutusmuodossa ei ole vielä yhtään kertaa."))
    try:
        RuleBook.parse(form.rules if rules is None else rules)
    except ValidationError as error:
        raise UnableToPlan(" ".join(error.messages)) from error
    opens_at = enrolment_opens_at or at
    try:
        with transaction.atomic():
            run = CourseRun.objects.create(
                course_id=form.course_id,
                form=form,
                name=name,
                slug=slug,
                state=state,
                starts_on=starts_on,
                ends_on=starts_on + timedelta(days=max(row.offset_days for row in sessions)),
                capacity=capacity,
                enrolment_opens_at=opens_at,
                enrolment_closes_at=enrolment_closes_at or max(opens_at, _midnight(starts_on)),
            )
            _place_sessions(run, sessions)
            RuleSet.objects.create(
                run=run, version=1, rules=form.rules if rules is None else rules, made_by=by, made_at=at
            )
            if by is not None:
                RunStaff.objects.create(run=run, user=by, role=StaffRole.COORDINATOR)
    except IntegrityError as error:
        raise UnableToPlan(_("Osoitteen osa ”%(slug)s” on jo käytössä.") % {"slug": slug}) from error
    return run


def _place_sessions(run: CourseRun, rows: list) -> None:
    for row in rows:
        session = Session.objects.create(
            run=run,
            position=row.position,
            title=row.title,
            mode=row.mode,
            minutes=row.minutes,
            starts_at=timezone.make_aware(
                datetime.combine(run.starts_on + timedelta(days=row.offset_days), row.start_time)
            ),
        )
        pages = sorted(row.pages.all(), key=lambda page: page.path)
        SessionContent.objects.bulk_create(
            SessionContent(session=session, page=page, position=number) for number, page in enumerate(pages)
        )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def minutes_off(*, run: CourseRun) -> int:
    """Return how many minutes the sessions lack of the form's extent (negative: too many) (BR-01)."""
    return run.form.extent_minutes - sum(run.sessions.values_list("minutes", flat=True))
