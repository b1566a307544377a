"""Making a run: from a delivery form as it stands, or as somebody has planned it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from courses.domain.own_forms import keep_own_form
from courses.domain.rule_versions import doubts_about, impossible_in
from courses.enums import RunState, StaffRole
from courses.models import CourseRun, DeliveryForm, FundingProject, RuleSet, RunStaff, Session, SessionContent
from courses.rules import RuleBook

if TYPE_CHECKING:
    from accounts.models import User
    from courses.domain.run_bases import Base

LONGEST_SLUG = 80


class UnableToPlan(Exception):
    """The run cannot be made; the message says why."""


class AddressTaken(UnableToPlan):
    """Another run has the address; the message names one that is free."""


class NeverMet(UnableToPlan):
    """A rule can never be met in this run; the message says which."""


@dataclass(frozen=True)
class PlannedSession:
    """A session as it was planned, with the content pages it works through."""

    title: str
    mode: str
    starts_at: datetime
    minutes: int
    place: str = ""
    link: str = ""
    support_phone: str = ""
    page_ids: tuple[int, ...] = ()

    @property
    def ends_at(self) -> datetime:
        """The moment the session ends."""
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Plan:
    """A whole run as it was planned, still without a row."""

    base: Base
    name: str
    slug: str
    sessions: list[PlannedSession]
    rules: dict[str, Any]
    trainers: list[User] = field(default_factory=list)
    capacity: int = 14
    language: str = "fi"
    price: str = ""
    project: FundingProject | None = None
    enrolment_closes_at: datetime | None = None


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
    rows = list(form.sessions.order_by("position").prefetch_related("pages"))
    sessions = [
        PlannedSession(
            title=row.title,
            mode=row.mode,
            starts_at=moment(starts_on + timedelta(days=row.offset_days), row.start_time),
            minutes=row.minutes,
            page_ids=tuple(page.pk for page in sorted(row.pages.all(), key=lambda page: page.path)),
        )
        for row in rows
    ]
    fields = {
        "course_id": form.course_id,
        "form": form,
        "name": name,
        "slug": slug,
        "state": state,
        "capacity": capacity,
        "enrolment_opens_at": enrolment_opens_at or at,
        "enrolment_closes_at": enrolment_closes_at,
    }
    return _make(fields, sessions, form.rules if rules is None else rules, starts_on=starts_on, by=by, at=at)


def make_run(*, plan: Plan, by: User, at: datetime) -> CourseRun:
    """This function will make the planned run as a draft, with its trainers, and `by` as its coordinator.

    An own pattern becomes a delivery form of its own. Raises AddressTaken, NeverMet, or UnableToPlan.
    """
    with transaction.atomic():
        form = plan.base.form or keep_own_form(plan)
        fields = {
            "course": plan.base.course,
            "form": form,
            "name": plan.name,
            "slug": plan.slug,
            "state": RunState.DRAFT,
            "capacity": plan.capacity,
            "language": plan.language,
            "price": plan.price,
            "project": plan.project,
            "enrolment_opens_at": at,
            "enrolment_closes_at": plan.enrolment_closes_at,
        }
        run = _make(fields, plan.sessions, plan.rules, by=by, at=at)
        for trainer in plan.trainers:
            RunStaff.objects.create(run=run, user=trainer, role=StaffRole.TRAINER)
        if never := impossible_in(RuleBook.model_validate(plan.rules), run=run):
            raise NeverMet(" ".join(never))
    return run


def what_rules_say(*, plan: Plan, by: User, at: datetime) -> tuple[list[str], list[str]]:
    """Return what of the rules can never, and what will hardly come true in the planned run. Nothing is kept."""
    with transaction.atomic():
        fields = {
            "course": plan.base.course,
            "form": plan.base.form or keep_own_form(plan),
            "name": plan.name,
            "slug": free_slug("luonnos"),
            "enrolment_opens_at": at,
            "enrolment_closes_at": None,
        }
        run = _make(fields, plan.sessions, plan.rules, by=None, at=at)
        book = RuleBook.model_validate(plan.rules)
        never, doubts = impossible_in(book, run=run), doubts_about(book, run=run)
        transaction.set_rollback(True)
    return never, [text for text in doubts if text not in never]


def free_slug(wanted: str) -> str:
    """Return the address as it is wanted, or with the first number that makes it free."""
    base = slugify(wanted)[: LONGEST_SLUG - 4] or "toteutus"
    taken = set(CourseRun.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


def moment(day: date, clock: Any) -> datetime:
    """Return the moment of a day and a time of day as the clocks here show it."""
    return timezone.make_aware(datetime.combine(day, clock))


def minutes_off(*, run: CourseRun) -> int:
    """Return how many minutes the sessions lack of the form's extent (negative: too many) (BR-01)."""
    return run.form.extent_minutes - sum(run.sessions.values_list("minutes", flat=True))


def _make(
    fields: dict[str, Any],
    sessions: list[PlannedSession],
    rules: dict[str, Any],
    *,
    by: User | None,
    at: datetime,
    starts_on: date | None = None,
) -> CourseRun:
    if not sessions:
        raise UnableToPlan(_("Toteutusmuodossa ei ole vielä yhtään kertaa."))
    try:
        RuleBook.parse(rules)
    except ValidationError as error:
        raise UnableToPlan(" ".join(error.messages)) from error
    days = [timezone.localdate(session.starts_at) for session in sessions]
    fields["starts_on"], fields["ends_on"] = starts_on or min(days), max(days)
    opens_at = fields["enrolment_opens_at"]
    closes_at = fields["enrolment_closes_at"] or moment(fields["starts_on"], datetime.min.time())
    fields["enrolment_closes_at"] = max(opens_at, closes_at)
    try:
        with transaction.atomic():
            run = CourseRun.objects.create(**fields)
            _place_sessions(run, sessions)
            RuleSet.objects.create(run=run, version=1, rules=rules, made_by=by, made_at=at)
            if by is not None:
                RunStaff.objects.create(run=run, user=by, role=StaffRole.COORDINATOR)
    except IntegrityError as error:
        values = {"slug": fields["slug"], "free": free_slug(fields["slug"])}
        raise AddressTaken(_("Osoitteen osa ”%(slug)s” on jo käytössä. Vapaa on ”%(free)s”.") % values) from error
    return run


def _place_sessions(run: CourseRun, rows: Iterable[PlannedSession]) -> None:
    for position, row in enumerate(rows, start=1):
        session = Session.objects.create(
            run=run,
            position=position,
            title=row.title,
            mode=row.mode,
            minutes=row.minutes,
            starts_at=row.starts_at,
            place=row.place,
            link=row.link,
            support_phone=row.support_phone,
        )
        SessionContent.objects.bulk_create(
            SessionContent(session=session, page_id=page, position=number) for number, page in enumerate(row.page_ids)
        )
