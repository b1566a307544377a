"""Issuing many: the coordinator's decision is stored as rows, and workers do them one by one, each in one transaction.

Whatever happens to a worker, a row is either waiting or done together with its certificate. Doing a batch twice, or by
two workers at once, issues nothing twice and leaves no gap in the numbers.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from courses.certificates.domain.issuing import UnableToIssue, issue_certificate
from courses.certificates.domain.requirements import is_coordinator
from courses.certificates.models import (
    Certificate,
    CertificateState,
    IssueBatch,
    IssueRequest,
    RequestState,
)
from courses.models import CourseRun, Enrolment
from notifications.background import wake

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

MOST_TRIES = 5  # of a row that fails in a way nobody foresaw


@dataclass
class Progress:
    """How far a batch is, counted from its rows."""

    total: int
    numbered: int = 0
    drawn: int = 0
    refused: list[IssueRequest] = field(default_factory=list)
    failing: list[Certificate] = field(default_factory=list)

    @property
    def finished(self) -> int:
        """How many rows need nothing more: the file is there, or the row was refused."""
        return self.drawn + len(self.refused)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.finished >= self.total


def order_batch(
    *, run: CourseRun, people: Iterable[tuple[Enrolment, str]], kind: str, key: UUID, by: User, at: datetime
) -> IssueBatch:
    """This function will store whose certificates are to be issued, with the names as seen, and wake a worker.

    `key` names the decision: pressing twice makes one batch. Whoever waits in another batch already is left out.
    Raises UnableToIssue for whoever is no coordinator of the run.
    """
    from courses.certificates.tasks import issue_batch  # noqa: PLC0415 -- the task calls back into the domain

    if not is_coordinator(by, run.pk):
        raise UnableToIssue(_("Vain toteutuksen koordinaattori voi myöntää todistuksia."))
    with transaction.atomic():
        CourseRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        batch, made = IssueBatch.objects.get_or_create(
            public_id=key, defaults={"run": run, "kind": kind, "asked_by": by, "asked_at": at}
        )
        if made:
            waiting = IssueRequest.objects.filter(enrolment__run=run, state=RequestState.WAITING)
            taken = set(waiting.values_list("enrolment_id", flat=True))
            rows = [(enrolment, name) for enrolment, name in people if enrolment.pk not in taken]
            IssueRequest.objects.bulk_create(
                IssueRequest(batch=batch, position=place, enrolment=enrolment, name=name)
                for place, (enrolment, name) in enumerate(rows, start=1)
            )
        wake(issue_batch, batch.pk)
    return batch


def work_on(batch_id: int, *, at: datetime) -> int:
    """This function will do the rows of a batch that wait, in order; return how many it did."""
    waiting = IssueRequest.objects.filter(batch_id=batch_id, state=RequestState.WAITING).order_by("position")
    return sum(do_request(pk, at=at) for pk in list(waiting.values_list("pk", flat=True)))


def work_on_all(*, at: datetime) -> int:
    """This function will go on with whatever batches dead workers have left; return how many rows it did."""
    waiting = IssueRequest.objects.filter(state=RequestState.WAITING).order_by("batch_id")
    return sum(work_on(pk, at=at) for pk in list(waiting.values_list("batch_id", flat=True).distinct()))


def do_request(request_id: int, *, at: datetime) -> bool:
    """This function will do one row: the certificate and the row's new state belong to one transaction."""
    try:
        with transaction.atomic():
            locked = IssueRequest.objects.select_for_update(of=("self",)).select_related("batch", "enrolment")
            row = locked.get(pk=request_id)
            if row.state != RequestState.WAITING:
                return False
            _decide(row, at=at)
    except Exception:
        logger.exception("Request %s to issue a certificate failed", request_id)
        _note_failure(request_id, at=at)
        return False
    return True


def _decide(row: IssueRequest, *, at: datetime) -> None:
    batch = row.batch
    with translation.override(batch.asked_by.language):
        try:
            with transaction.atomic():
                row.certificate = issue_certificate(
                    enrolment=row.enrolment, by=batch.asked_by, at=at, kind=batch.kind, name=row.name
                )
            row.state = RequestState.DONE
        except UnableToIssue as error:
            row.state, row.refusal = RequestState.REFUSED, str(error)[:300]
    row.handled_at = at
    row.save(update_fields=["certificate", "state", "refusal", "handled_at"])


def _note_failure(request_id: int, *, at: datetime) -> None:
    """Count the try; after several, give the row up so that it does not stand in everybody's way for ever."""
    rows = IssueRequest.objects.filter(pk=request_id, state=RequestState.WAITING)
    rows.update(attempts=F("attempts") + 1)
    refusal = _("Odottamaton virhe. Kerro ylläpidolle ja myönnä uudelleen.")
    rows.filter(attempts__gte=MOST_TRIES).update(state=RequestState.REFUSED, refusal=refusal, handled_at=at)


def progress_of(batch: IssueBatch) -> Progress:
    """Return how far the batch is, in one query."""
    progress = Progress(total=0)
    rows = batch.requests.select_related("certificate").defer("certificate__snapshot").order_by("position")
    for row in rows:
        progress.total += 1
        if row.state == RequestState.REFUSED:
            progress.refused.append(row)
        elif row.certificate is not None:
            progress.numbered += 1
            if row.certificate.state != CertificateState.QUEUED:
                progress.drawn += 1
            elif row.certificate.render_error:
                progress.failing.append(row.certificate)
    return progress


def unfinished_batches(run: CourseRun) -> QuerySet[IssueBatch]:
    """Return the batches of a run that still have rows waiting, newest first."""
    waiting = IssueRequest.objects.filter(state=RequestState.WAITING).values("batch")
    return IssueBatch.objects.filter(run=run, pk__in=waiting).order_by("-pk")
