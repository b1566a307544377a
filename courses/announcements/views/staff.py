"""The staff's side: writing an announcement, seeing who gets it and how it reads, sending, changing, taking away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.people import signed_in
from courses import permissions
from courses.announcements.domain import sending, writing
from courses.announcements.domain.audiences import people_of
from courses.announcements.domain.reading import announcements_of, spread_of
from courses.announcements.domain.words import text_of
from courses.announcements.enums import State
from courses.announcements.forms import AnnouncementForm, WordsForm
from courses.announcements.models import Announcement
from courses.announcements.permissions import run_announcement_or_404
from courses.models import CourseRun
from notifications.domain import failing_addresses
from notifications.framing import parts_of

PER_PAGE = 30
SHOWN = 24  # names on a page that only has to show whom it is about


@login_required
@require_safe
def listing(request: HttpRequest, run: str) -> HttpResponse:
    """List a run's announcements with what has become of each."""
    found = permissions.staffed_run_or_404(request.user, run)
    page = Paginator(announcements_of(run=found), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "announcements/run.html", {"run": found, "page": page, **_rights(request, found)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, run: str, announcement: UUID | None = None) -> HttpResponse:
    """Write an announcement, or change one; what has been sent keeps its readers."""
    found = permissions.staffed_run_or_404(request.user, run)
    row = run_announcement_or_404(found, announcement) if announcement else None
    form_class = AnnouncementForm if row is None or row.is_written else WordsForm
    form = form_class(request.POST if request.method == "POST" else None, announcement=row)
    if request.method == "POST" and form.is_valid():
        kept = _keep(request, found, row, form)
        if kept is not None:
            return redirect("announcements:show", run=found.slug, announcement=kept.public_id)
    context = {"run": found, "row": row, "form": form}
    return render(request, "announcements/write.html", context, status=422 if form.is_bound else 200)


def _keep(request: HttpRequest, run: CourseRun, row: Announcement | None, form: WordsForm) -> Announcement | None:
    by, at = signed_in(request), timezone.now()
    try:
        if row is not None:
            kept = writing.change_announcement(announcement=row, content=form.content(), by=by, at=at)
            if not row.is_written:
                messages.success(request, _("Muutos on tallennettu. Uutta sähköpostia siitä ei lähetetty."))
            return kept
        key = form.cleaned_data["key"]
        return writing.write_announcement(run=run, content=form.content(), by=by, at=at, key=key)
    except writing.UnableToAnnounce as error:
        form.add_error(None, str(error))
        return None


@login_required
@require_safe
def show(request: HttpRequest, run: str, announcement: UUID) -> HttpResponse:
    """Show how an announcement reads and who gets it, or how far it has come."""
    found = permissions.staffed_run_or_404(request.user, run)
    row = run_announcement_or_404(found, announcement)
    context: dict[str, Any] = {
        "run": found,
        "row": row,
        "parts": parts_of(text_of(row)),
        "spread": spread_of(row),
        "steps": row.steps.select_related("by"),
        **_rights(request, found),
    }
    if row.is_written:
        people = list(people_of(run=found, audience=row.audience, at=timezone.now()))
        failing = failing_addresses(person.email for person in people)
        context |= {
            "people": people,
            "shown": people[:SHOWN],
            "more": max(0, len(people) - SHOWN),
            "failing": [person for person in people if person.email in failing][:SHOWN],
        }
    return render(request, "announcements/show.html", context)


@login_required
@require_POST
def send(request: HttpRequest, run: str, announcement: UUID) -> HttpResponse:
    """Send a draft, or leave it for its time."""
    found = permissions.staffed_run_or_404(request.user, run)
    row = run_announcement_or_404(found, announcement)
    try:
        row = sending.send_or_schedule(announcement=row, by=signed_in(request), at=timezone.now())
    except writing.UnableToAnnounce as error:
        messages.error(request, str(error))
    else:
        text = _("Tiedote on ajastettu.") if row.state == State.SCHEDULED else _("Tiedote on lähetetty.")
        messages.success(request, text)
    return redirect("announcements:show", run=found.slug, announcement=announcement)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, run: str, announcement: UUID) -> HttpResponse:
    """Ask, and take an announcement away from its readers."""
    found = permissions.staffed_run_or_404(request.user, run)
    row = run_announcement_or_404(found, announcement)
    if request.method == "POST":
        was_draft = row.is_written
        try:
            writing.withdraw_announcement(announcement=row, by=signed_in(request), at=timezone.now())
        except writing.UnableToAnnounce as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Luonnos on poistettu.") if was_draft else _("Tiedote on poistettu."))
        return redirect("announcements:run", run=found.slug)
    return render(request, "announcements/withdraw.html", {"run": found, "row": row})


def _rights(request: HttpRequest, run: CourseRun) -> dict[str, bool]:
    return {"is_coordinator": permissions.is_staff_of(request.user, run.pk, permissions.COORDINATOR)}
