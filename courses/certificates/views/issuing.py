"""Issuing: a checked list, looked at once more, then a batch whose progress can be followed."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.people import signed_in
from courses import permissions
from courses.certificates.domain.batches import order_batch, progress_of
from courses.certificates.domain.readiness import Person, Readiness, who_is_ready
from courses.certificates.domain.requirements import letters_words, not_over_words, session_to_come
from courses.certificates.domain.seen import differences, open_seal, seal
from courses.certificates.domain.snapshot import NoTemplate, template_for
from courses.certificates.forms import chosen_ids
from courses.certificates.models import CertificateKind, CertificateTemplate, IssueBatch
from courses.models import CourseRun


@login_required
@require_POST
def issue(request: HttpRequest, run: str) -> HttpResponse:
    """Ask once more with everything as it will be printed; issue only what has been looked at."""
    found = permissions.staffed_run_or_404(request.user, run, permissions.COORDINATOR)
    coming = session_to_come(found, at=timezone.now())
    if coming:
        return _back(request, found, not_over_words(coming))
    try:
        template = template_for(found)
    except NoTemplate:
        return _back(request, found, _("Koulutuksella ei ole todistuspohjaa. Luo se ensin sisällönhallinnassa."))
    wanted = {str(key) for key in chosen_ids(request.POST.getlist("valitut"))}
    people, chosen = who_is_ready(found), _kind(request)
    able = people.attended if chosen == CertificateKind.ATTENDANCE else people.ready
    picked = [row for row in able if str(row.enrolment.public_id) in wanted and not row.is_waiting]
    changes: list[str] = []
    if request.POST.get("vahvistus") == "kylla":
        changes = _changes_since(request, able, people, template, wanted)
        if not changes and picked and open_seal(request.POST.get("nahty", "")):
            return _order(request, found, picked, chosen)
    return _ask(request, found, picked, template, chosen, changes)


def _kind(request: HttpRequest) -> str:
    asked = request.POST.get("laji")
    return CertificateKind.ATTENDANCE if asked == CertificateKind.ATTENDANCE else CertificateKind.CERTIFICATE


def _changes_since(
    request: HttpRequest, able: list[Person], people: Readiness, template: CertificateTemplate, wanted: set[str]
) -> list[str]:
    seen = open_seal(request.POST.get("nahty", ""))
    if seen is None:
        return []
    others = [row for row in [*people.missing, *people.issued] if row not in able]
    return differences(seen, ready=able, others=others, template=template, wanted=wanted)


def _order(request: HttpRequest, run: CourseRun, picked: list[Person], kind: str) -> HttpResponse:
    keys = chosen_ids([request.POST.get("avain", "")])
    batch = order_batch(
        run=run,
        people=[(row.enrolment, row.name) for row in picked if not row.unprintable],
        kind=kind,
        key=keys[0] if keys else uuid4(),
        by=signed_in(request),
        at=timezone.now(),
    )
    return redirect("certificates:issuing", run=run.slug, batch=batch.public_id)


def _ask(
    request: HttpRequest,
    run: CourseRun,
    picked: list[Person],
    template: CertificateTemplate,
    kind: str,
    changes: list[str],
) -> HttpResponse:
    """Show the names as they will be printed, what stops whom, and what has changed since the last look."""
    blocked = [(row, letters_words(list(row.unprintable))) for row in picked if row.unprintable]
    printable = [row for row in picked if not row.unprintable]
    if not picked:
        for text in changes:
            messages.error(request, text)
        return _back(request, run, "" if changes else _("Valitse ensin, kenelle todistus myönnetään."))
    context: dict[str, Any] = {
        "run": run,
        "people": printable,
        "blocked": blocked,
        "changes": changes,
        "kind": kind,
        "is_whole": kind == CertificateKind.CERTIFICATE,
        "seen": seal(printable, template),
        "key": uuid4(),
    }
    return render(request, "certificates/confirm.html", context, status=409 if changes else 200)


def _back(request: HttpRequest, run: CourseRun, text: str) -> HttpResponse:
    if text:
        messages.error(request, text)
    return redirect("certificates:run", run=run.slug)


@login_required
@require_GET
def progress(request: HttpRequest, run: str, batch: UUID) -> HttpResponse:
    """Show how far a batch is, counted from its rows; the page is the same with and without scripts."""
    found = permissions.staffed_run_or_404(request.user, run)
    wanted = get_object_or_404(IssueBatch, run=found, public_id=batch)
    context = {"run": found, "batch": wanted, "progress": progress_of(wanted), "rows": _rows(wanted)}
    return render(request, "certificates/issuing.html", context)


def _rows(batch: IssueBatch) -> Any:
    done = batch.requests.filter(certificate__isnull=False).select_related("certificate").order_by("position")
    return done.defer("certificate__exceptions")
