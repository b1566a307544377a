"""What I was told, and the outbox page of the demo."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people import signed_in
from notifications.domain import mark_read
from notifications.models import Notification, OutgoingMail
from notifications.sending import is_shown_in_outbox

PER_PAGE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notification_list(request: HttpRequest) -> HttpResponse:
    """Show what the person was told, newest first; a POST marks everything as read."""
    user = signed_in(request)
    if request.method == "POST":
        mark_read(user=user, at=timezone.now())
        return redirect("notifications:list")
    page = Paginator(Notification.objects.filter(user=user), PER_PAGE).get_page(request.GET.get("page"))
    has_unread = any(told.read_at is None for told in page.object_list)
    return render(request, "notifications/list.html", {"page": page, "has_unread": has_unread})


@login_required
@require_safe
def open_notification(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Mark one as read and go where it points."""
    user = signed_in(request)
    told = get_object_or_404(Notification, public_id=public_id, user=user)
    mark_read(user=user, at=timezone.now(), pk=told.pk)
    return redirect(told.url or "notifications:list")


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """List the mails of the demo; does not exist where mails are sent for real."""
    _only_in_demo()
    mails = OutgoingMail.objects.defer("text", "html")
    page = Paginator(mails, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/outbox.html", {"page": page})


@require_safe
def outbox_mail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one mail of the demo as text."""
    _only_in_demo()
    mail = get_object_or_404(OutgoingMail, public_id=public_id)
    return render(request, "notifications/outbox_mail.html", {"mail": mail})


def _only_in_demo() -> None:
    if not is_shown_in_outbox():
        raise Http404
