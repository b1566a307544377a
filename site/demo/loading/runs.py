"""Makes the runs with their staff, trainees and registers, by the verbs of the course core.

A run is made once. A later load leaves it as people have used it since, whatever day that is.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from courses.domain.attendance import Mark, take_attendance
from courses.domain.completion import evaluate
from courses.domain.enrolment import confirm_completion, decide, enrol
from courses.domain.keys import make_key
from courses.domain.registers import close_register
from courses.domain.runs import plan_run
from courses.domain.withdrawing import cancel
from courses.enums import STUDYING, AttendanceState, RunState, SessionState, StaffRole
from courses.models import CourseRun, Enrolment, RunStaff, Session
from demo.loading.cast import Cast
from demo.loading.certificates import issue_certificates
from demo.loading.content import Content
from demo.loading.groups import make_groups
from demo.loading.learning import study
from demo.loading.timeline import Timeline, first_day
from demo.sources import Demo
from demo.sources.people import PartlyThere, Presence, RunSource, TraineeSource

TALK = 20  # minutes of the talk that makes up for an absence


def load_runs(demo: Demo, *, content: Content, cast: Cast, at: datetime) -> list[str]:
    """Make the runs that are not there yet and return their slugs."""
    known = set(CourseRun.objects.values_list("slug", flat=True))
    made = []
    for source in demo.people.runs:
        if source.slug not in known:
            make_run(source, demo=demo, content=content, cast=cast, at=at)
            made.append(source.slug)
    return made


def make_run(source: RunSource, *, demo: Demo, content: Content, cast: Cast, at: datetime) -> CourseRun:
    """Make one run and everything that has happened in it."""
    with transaction.atomic():
        run, timeline = _plan(source, content=content, cast=cast, at=at)
        enrolments = _enrol(source, run=run, cast=cast, timeline=timeline)
        study(source, demo=demo, content=content, run=run, enrolments=enrolments, timeline=timeline)
        _hold_sessions(source, run=run, enrolments=enrolments, cast=cast, timeline=timeline)
        make_groups(source, demo=demo, run=run, enrolments=enrolments, timeline=timeline)
        _confirm(source, run=run, enrolments=enrolments, cast=cast, timeline=timeline)
        CourseRun.objects.filter(pk=run.pk).update(state=source.state)
        for enrolment in Enrolment.objects.filter(run=run, state__in=STUDYING):
            evaluate(enrolment=enrolment, at=at)
        issue_certificates(source, run=run, enrolments=enrolments, cast=cast, timeline=timeline)
    return run


def _plan(source: RunSource, *, content: Content, cast: Cast, at: datetime) -> tuple[CourseRun, Timeline]:
    starts_on = first_day(timezone.localdate(at), begins_days=source.begins_days)
    timeline = Timeline(starts_on, at)
    opens_at = min(timeline.on(-90, 8), at - timedelta(days=3))
    run = plan_run(
        form=content.forms[source.form],
        name=source.name,
        slug=source.slug,
        starts_on=starts_on,
        by=cast.people[source.coordinators[0]],
        at=opens_at,
        capacity=source.capacity,
        enrolment_opens_at=opens_at,
        enrolment_closes_at=timeline.on(-7, 16),
        state=RunState.ENROLLING,
    )
    _furnish(run, source, cast)
    return run, timeline


def _furnish(run: CourseRun, source: RunSource, cast: Cast) -> None:
    """Say what the run costs, who works in it, and where its sessions are held."""
    CourseRun.objects.filter(pk=run.pk).update(price=source.price)
    for key in source.coordinators[1:]:
        RunStaff.objects.create(run=run, user=cast.people[key], role=StaffRole.COORDINATOR)
    for key in source.trainers:
        RunStaff.objects.create(run=run, user=cast.people[key], role=StaffRole.TRAINER)
    if source.has_key:
        made_at = run.enrolment_opens_at
        make_key(run=run, by=cast.people[source.coordinators[0]], expires_at=run.enrolment_closes_at, at=made_at)
    for session in run.sessions.all():
        is_online = session.mode == "online"
        session.place = "" if is_online else source.place
        session.link = source.link if session.mode != "on_site" else ""
        session.support_phone = source.support_phone if session.mode != "on_site" else ""
        session.state = SessionState.CONFIRMED
        session.save()


def _enrol(source: RunSource, *, run: CourseRun, cast: Cast, timeline: Timeline) -> dict[str, Enrolment]:
    coordinator = cast.people[source.coordinators[0]]
    enrolments = {}
    for number, trainee in enumerate(source.trainees):
        applied_at = timeline.past(-60 + number, 9, number)
        enrolment = enrol(
            run=run,
            user=cast.people[trainee.person],
            at=applied_at,
            background=trainee.background,
            motivation=trainee.motivation,
            special_needs=trainee.special_needs,
        )
        if trainee.payer:
            Enrolment.objects.filter(pk=enrolment.pk).update(payer=cast.organisations[trainee.payer])
        if trainee.applied == "accepted":
            enrolment = decide(
                enrolment=enrolment, accept=True, by=coordinator, at=max(applied_at, timeline.past(-40 + number, 10))
            )
        enrolments[trainee.person] = enrolment
    return enrolments


def _hold_sessions(
    source: RunSource, *, run: CourseRun, enrolments: dict[str, Enrolment], cast: Cast, timeline: Timeline
) -> None:
    """Take the register of each session that has been held and close it, so that its marks count."""
    trainer = cast.people[source.trainers[0]]
    for session in run.sessions.filter(position__lte=source.held):
        over = session.ends_at + timedelta(minutes=20)
        marks = {}
        for trainee in source.trainees:
            enrolment = enrolments[trainee.person]
            if trainee.withdrew_on_day is not None and timeline.on(trainee.withdrew_on_day) < session.starts_at:
                cancel(enrolment=enrolment, at=timeline.on(trainee.withdrew_on_day))
            else:
                marks[enrolment.pk] = _mark(trainee.attendance[session.position - 1], session)
        take_attendance(session=session, marks=marks, by=trainer, at=over)
        close_register(session=session, by=trainer, at=over + timedelta(days=1))


def _mark(presence: Presence, session: Session) -> Mark:
    if isinstance(presence, PartlyThere):
        return Mark(AttendanceState.PRESENT, minutes=presence.minutes)
    if presence == "made_up":
        return Mark(AttendanceState.MADE_UP, minutes=TALK, remark="Korvattu: osiot, tehtävä ja keskustelu")
    return Mark(AttendanceState.PRESENT if presence == "present" else AttendanceState.ABSENT)


def _confirm(
    source: RunSource, *, run: CourseRun, enrolments: dict[str, Enrolment], cast: Cast, timeline: Timeline
) -> None:
    """Confirm those of whom the files say that a coordinator has looked at the whole (C9)."""
    last = run.sessions.order_by("position").last()
    confirmed: list[TraineeSource] = [trainee for trainee in source.trainees if trainee.confirmed]
    for trainee in confirmed:
        confirm_completion(
            enrolment=enrolments[trainee.person],
            by=cast.people[source.coordinators[0]],
            at=(last.starts_at if last else timeline.now) + timedelta(days=3),
        )
