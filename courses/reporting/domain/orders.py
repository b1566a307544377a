"""Long reports: ordered, made by a worker, fetched by who ordered them, forgotten after some days.

The row of the order is the queue: a worker that dies loses the report it was at, and a sweep begins it anew.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from courses.enums import SessionState
from courses.models import Attendance, CourseRun, FundingProject
from courses.reporting.domain import lists
from courses.reporting.domain.catalog import BY_KEY, Kind, build, facts, notes, universe_of
from courses.reporting.domain.narrowing import read_cut
from courses.reporting.domain.table import Report, Scope
from courses.reporting.domain.taking_part import those_who_took_part
from courses.reporting.domain.universe import Universe
from courses.reporting.files import content_of
from courses.reporting.models import OrderState, ReportOrder
from courses.reporting.permissions import coordinated_runs
from notifications.background import wake
from notifications.domain import notify

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

LONG = 1000  # people, or marks in registers; a report of more is made by a worker
LEASE = timedelta(minutes=5)
KEPT = timedelta(days=3)
MOST_ATTEMPTS = 4


def is_long(kind: Kind, *, project: FundingProject | None, run: CourseRun | None) -> bool:
    """Say whether a report takes too long to wait for: by the number of rows it is made of, in one query."""
    if kind.key == "lasnaolot":
        of = {"session__run": run} if run else {"session__run__project": project}
        rows: Any = Attendance.objects.filter(session__state=SessionState.LOCKED, **of)
    else:
        rows = those_who_took_part().filter(run__project=project)
    return rows[: LONG + 1].count() > LONG


def order_report(
    *,
    kind: Kind,
    project: FundingProject | None,
    run: CourseRun | None,
    narrowed: str,
    ending: str,
    by: User,
    at: datetime,
) -> ReportOrder:
    """This function will queue a report; asked for again while it is being made, it is the same order."""
    from courses.reporting.tasks import make_report  # noqa: PLC0415 -- the task calls back into the domain

    asked: dict[str, Any] = {"requested_by": by, "project": None if run else project, "run": run, "report": kind.key}
    asked |= {"narrowed": narrowed, "ending": ending, "language": translation.get_language() or "fi"}
    with transaction.atomic():
        known = ReportOrder.objects.filter(**asked, state=OrderState.WAITING, expires_at__gt=at).first()
        if known is not None:
            return known
        order = ReportOrder.objects.create(**asked, created_at=at, expires_at=at + KEPT, next_try_at=at)
        wake(make_report, order.pk)
    return order


def make(order_id: int, *, at: datetime) -> bool:
    """This function will make an ordered report; return whether it is ready now. Safe to run twice."""
    claimed = ReportOrder.objects.waiting(at).filter(pk=order_id)
    if not claimed.update(next_try_at=at + LEASE, attempts=F("attempts") + 1, done=0):
        return False
    order = ReportOrder.objects.select_related("project", "run__project", "requested_by").get(pk=order_id)
    try:
        with translation.override(order.language):
            content = _content(order, at)
    except Exception:
        logger.exception("A report could not be made")
        failed = ReportOrder.objects.filter(pk=order.pk, state=OrderState.WAITING)
        failed.update(next_try_at=at + LEASE * order.attempts)
        failed.filter(attempts__gte=MOST_ATTEMPTS).update(state=OrderState.FAILED)
        return False
    return _finish(order, content, at=at)


def _content(order: ReportOrder, at: datetime) -> bytes:
    kind = BY_KEY[order.report]
    universe = universe_of(order.run.project if order.run else order.project)
    cut = read_cut(order.narrowed, universe, run=order.run_id)
    if cut is None:
        raise ValueError("The place is not told any more.")
    named = frozenset(coordinated_runs(order.requested_by).values_list("pk", flat=True)) if order.project else None
    scope = Scope(universe, at, cut, order.run, named)
    made = _by_session(order, kind, scope) if kind.key == "lasnaolot" else _by_steps(order, kind, scope)
    return content_of(made, order.ending)


def _by_session(order: ReportOrder, kind: Kind, scope: Scope) -> Report:
    """Return the registers, noting how far they are after each session."""
    sessions = lists.sessions_of(scope.named_runs)
    report = Report(str(kind.title), facts(kind, scope), is_internal=True)
    for done, session in enumerate(sessions, start=1):
        report.tables += lists.register_tables(session)
        _note(order, done, len(sessions))
    report.notes = notes(kind, scope, report)
    return report


def _by_steps(order: ReportOrder, kind: Kind, scope: Scope) -> Report:
    """Return a report of figures, noting how far it is after each kind of units that is read."""
    for done, _units in enumerate(_read(scope.universe), start=1):
        _note(order, done, 5)
    report = build(kind, scope)
    _note(order, 5, 5)
    return report


def _read(universe: Universe) -> Iterator[Any]:
    yield universe.people
    yield universe.groups
    yield universe.members
    yield universe.meetings


def _note(order: ReportOrder, done: int, total: int) -> None:
    """Store how far it is, and that somebody is at it."""
    ReportOrder.objects.filter(pk=order.pk).update(done=done, total=total, next_try_at=timezone.now() + LEASE)


def _finish(order: ReportOrder, content: bytes, *, at: datetime) -> bool:
    with transaction.atomic():
        waiting = ReportOrder.objects.select_for_update().filter(pk=order.pk, state=OrderState.WAITING).first()
        if waiting is None:  # another worker was first
            return False
        waiting.file.save(f"raportit/{order.public_id}.{order.ending}", ContentFile(content), save=False)
        waiting.state, waiting.ready_at, waiting.expires_at = OrderState.READY, at, at + KEPT
        waiting.save(update_fields=["file", "state", "ready_at", "expires_at"])
        notify(
            user=order.requested_by,
            kind="report-ready",
            subject=gettext_lazy("Raportti on valmis"),
            text=gettext_lazy("Lataa pyytämäsi raportti Peilistä. Se on tarjolla kolme päivää."),
            url=reverse("reporting:order", kwargs={"order": order.public_id}),
            at=at,
        )
    return True


def remove_expired(*, at: datetime, most: int = 50) -> int:
    """This function will forget orders whose time is over, with their files; return how many there were."""
    expired = list(ReportOrder.objects.filter(expires_at__lte=at)[:most])
    for order in expired:
        remove(order)
    return len(expired)


def remove(order: ReportOrder) -> None:
    """This function will delete an order and its file."""
    if order.file:
        order.file.delete(save=False)
    order.delete()
