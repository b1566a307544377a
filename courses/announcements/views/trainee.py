"""What a trainee of the run has been told."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people import signed_in
from courses.announcements.domain.reading import announcements_for, notice_of
from courses.announcements.enums import State
from courses.announcements.models import Announcement
from courses.announcements.permissions import announcement_or_404
from courses.permissions import enrolment_or_404
from notifications.framing import parts_of
from notifications.models import CircularReceiver, Notification

PER_PAGE = 20


@login_required
@require_safe
def listing(request: HttpRequest, run: str) -> HttpResponse:
    """List what the person may read of the run's announcements."""
    found = enrolment_or_404(request.user, run).run
    rows = announcements_for(user=signed_in(request), run=found)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "announcements/list.html", {"run": found, "page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest, run: str, announcement: UUID) -> HttpResponse:
    """Show one announcement; what was taken away says so to those who had it. A POST marks its notice as read."""
    found = enrolment_or_404(request.user, run).run
    user = signed_in(request)
    if _was_taken_away(user.pk, found.pk, announcement):
        return render(request, "announcements/gone.html", {"run": found}, status=410)
    row = announcement_or_404(user, found, announcement)
    unread = notice_of(user=user, announcement=row)
    if request.method == "POST" and unread is not None:
        Notification.objects.filter(user=user, public_id=unread, read_at=None).update(read_at=timezone.now())
    if request.method == "POST":
        return redirect("announcements:read", run=found.slug, announcement=row.public_id)
    context = {"run": found, "row": row, "parts": parts_of(row.text), "unread": unread}
    return render(request, "announcements/read.html", context)


def _was_taken_away(user_id: int, run_id: int, public_id: UUID) -> bool:
    row = Announcement.objects.filter(run=run_id, public_id=public_id, state=State.WITHDRAWN).first()
    return row is not None and CircularReceiver.objects.filter(circular=row.circular_id, user=user_id).exists()
