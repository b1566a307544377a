"""The places of a run: who holds one, who waits for one, and who gets the one that becomes free.

Whoever takes or frees a place locks the run first and the enrollment after it, so that two at once go one after the
other and a place is given once.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.domain.completion import evaluate
from courses.domain.telling import coming_sessions
from courses.enums import HOLDING, STUDYING, EnrolmentState, RunState, StaffRole
from courses.models import CourseRun, Enrolment, EnrolmentStep, RunStaff
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User

MOVING = (RunState.PUBLISHED, RunState.ENROLLING, RunState.RUNNING)
Kind = EnrolmentStep.Kind


def lock_run(run_id: int) -> CourseRun:
    """Return the run's row locked for this transaction: places are counted under it."""
    return CourseRun.objects.select_for_update(of=("self",)).get(pk=run_id)


def places_left(run: CourseRun) -> int:
    """Return how many places nobody holds; an application keeps one until it is decided."""
    return max(0, run.capacity - run.enrolments.filter(state__in=HOLDING).count())


def is_full(run: CourseRun) -> bool:
    """Say whether those who have been accepted fill the run."""
    return run.enrolments.filter(state__in=STUDYING).count() >= run.capacity


def line_of(run: CourseRun) -> QuerySet[Enrolment]:
    """Return the waiting list in its order: who came first stands first."""
    return run.enrolments.filter(state=EnrolmentState.WAITING).order_by("applied_at", "pk")


def position_in_line(enrolment: Enrolment) -> int:
    """Return the person's place on the waiting list, from one; zero for who does not wait."""
    if enrolment.state != EnrolmentState.WAITING:
        return 0
    before = Q(applied_at__lt=enrolment.applied_at) | Q(applied_at=enrolment.applied_at, pk__lt=enrolment.pk)
    waiting = Enrolment.objects.filter(run_id=enrolment.run_id, state=EnrolmentState.WAITING)
    return waiting.filter(before).count() + 1


def note_step(
    enrolment: Enrolment, kind: str, *, at: datetime, by: User | None = None, note: str = ""
) -> EnrolmentStep:
    """This function will add a step to the history of an enrollment."""
    return EnrolmentStep.objects.create(enrolment=enrolment, kind=kind, at=at, by=by, note=note)


def give_place(enrolment: Enrolment, *, at: datetime, by: User | None = None, told: bool = True) -> None:
    """This function will make the person a trainee of the run and tell them, with the coming sessions.

    Call it with the run and the enrollment locked and a place counted.
    """
    enrolment.state, enrolment.decided_at = EnrolmentState.ACCEPTED, enrolment.decided_at or at
    enrolment.decided_by = enrolment.decided_by or by
    enrolment.save(update_fields=["state", "decided_at", "decided_by"])
    note_step(enrolment, Kind.ACCEPTED, at=at, by=by)
    evaluate(enrolment=enrolment, at=at)
    if told:
        tell_of_place(enrolment, at=at)


def tell_of_place(enrolment: Enrolment, *, at: datetime) -> None:
    """This function will tell a person that the place is theirs."""
    notify(
        user=enrolment.user,
        kind="place-given",
        values={"toteutus": enrolment.run.name},
        subject=gettext_lazy("Paikkasi koulutuksessa on vahvistettu"),
        text=gettext_lazy("Tervetuloa! Näet koulutuskerrat ja ensimmäisen tehtäväsi Peilissä."),
        url=reverse("courses:learn", kwargs={"run": enrolment.run.slug}),
        about=f"run-{enrolment.run_id}",
        at=at,
        calendar=coming_sessions(run=enrolment.run, user=enrolment.user, at=at),
    )


def line_moves(run: CourseRun, *, at: datetime) -> bool:
    """Say whether free places are still given to those who wait: until the day the run begins has passed."""
    return run.state in MOVING and timezone.localdate(at) <= run.starts_on


def move_up(*, run: CourseRun, at: datetime) -> list[Enrolment]:
    """This function will give the free places of a locked run to those who stand first on the waiting list.

    Who has been approved gets the place; for others it is kept and the coordinators are asked to decide. Everybody
    who moves is told at once. Call it in the transaction that freed a place. Returns who moved.
    """
    free = places_left(run) if line_moves(run, at=at) else 0
    if not free:
        return []
    first = line_of(run).select_for_update(of=("self",)).select_related("user", "rule_set")
    moved = list(first.filter(user__is_active=True)[:free])
    for enrolment in moved:
        enrolment.run = run
        note_step(enrolment, Kind.MOVED_UP, at=at)
        if enrolment.decided_at:
            give_place(enrolment, at=at, told=False)
        else:
            enrolment.state = EnrolmentState.APPLIED
            enrolment.save(update_fields=["state"])
        _tell_moved(enrolment, at=at)
    if any(enrolment.state == EnrolmentState.APPLIED for enrolment in moved):
        _ask_coordinators(run, at=at)
    return moved


def move_up_everywhere(*, at: datetime) -> int:
    """This function will move up the waiting lists that a freed place did not reach (an erased account, the admin)."""
    today = timezone.localdate(at)
    rows = CourseRun.objects.filter(state__in=MOVING, starts_on__gte=today).annotate(
        held=Count("enrolments", filter=Q(enrolments__state__in=HOLDING)),
        waiting=Count(
            "enrolments", filter=Q(enrolments__state=EnrolmentState.WAITING, enrolments__user__is_active=True)
        ),
    )
    done = 0
    for pk in rows.filter(waiting__gt=0, held__lt=F("capacity")).values_list("pk", flat=True):
        with transaction.atomic():
            done += len(move_up(run=lock_run(pk), at=at))
    return done


def _tell_moved(enrolment: Enrolment, *, at: datetime) -> None:
    has_place = enrolment.state == EnrolmentState.ACCEPTED
    name = enrolment.run.name
    told: dict[str, Any] = {
        "kind": "place-freed",
        "subject": lambda: _("Sait paikan koulutuksesta: %(run)s") % {"run": name},
        "text": gettext_lazy(
            "Paikka vapautui, ja se on nyt sinun. Jos et pääsekään mukaan, peru paikkasi Peilissä: silloin seuraava "
            "jonossa saa sen."
        ),
        "calendar": coming_sessions(run=enrolment.run, user=enrolment.user, at=at),
    }
    if not has_place:
        told = {
            "kind": "place-kept",
            "subject": lambda: _("Sinulle on varattu paikka: %(run)s") % {"run": name},
            "text": gettext_lazy(
                "Paikka vapautui, ja olet jonossa ensimmäisenä. Koordinaattori käy vielä hakemuksesi läpi ja kertoo "
                "sinulle päätöksestä. Jos et pääsekään mukaan, peru ilmoittautumisesi Peilissä."
            ),
        }
    url = reverse("courses:enrol", kwargs={"run": enrolment.run.slug})
    notify(
        user=enrolment.user,
        values={"toteutus": name},
        url=url,
        about=f"run-{enrolment.run_id}",
        at=at,
        **told,
    )


def _ask_coordinators(run: CourseRun, *, at: datetime) -> None:
    staff = RunStaff.objects.filter(run=run, role=StaffRole.COORDINATOR, ended_at=None).select_related("user")
    for member in staff:
        notify(
            user=member.user,
            kind="application-moved-up",
            values={"toteutus": run.name},
            subject=lambda: _("Jonosta nousi hakemus päätettäväksi: %(run)s") % {"run": run.name},
            text=gettext_lazy("Paikka vapautui ja on varattu jonon ensimmäiselle. Päätä hakemuksesta."),
            url=reverse("courses:applications", kwargs={"run": run.slug}),
            about=f"run-{run.pk}",
            at=at,
        )
