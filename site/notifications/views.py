"""What I was told, and the outbox page of the demo."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.people import signed_in
from notifications.digest import change_pace, pace_of, whose_token
from notifications.domain import mark_read
from notifications.models import DigestChoice, Notification, OutgoingMail
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
    context = {"page": page, "has_unread": has_unread, "pace": pace_of(user=user), "paces": DigestChoice.Pace.choices}
    return render(request, "notifications/list.html", context)


@login_required
@require_POST
def choose_digest(request: HttpRequest) -> HttpResponse:
    """Take how often the person wants the digest; anything else than a choice changes nothing."""
    pace = request.POST.get("pace", "")
    if pace in DigestChoice.Pace.values:
        change_pace(user=signed_in(request), pace=pace)
        messages.success(request, _("Valintasi on tallennettu."))
    return redirect("notifications:list")


@csrf_exempt  # mail programs send the POST of RFC 8058 themselves; the signed token says whose digest it is
@require_http_methods(["GET", "HEAD", "POST"])
def leave_digest(request: HttpRequest, token: str) -> HttpResponse:
    """Switch the digest off by the link of the mail, without signing in. Looking alone changes nothing."""
    user = whose_token(token)
    if user is None:
        raise Http404
    if request.method == "POST":
        change_pace(user=user, pace=DigestChoice.Pace.OFF)
    return render(request, "notifications/digest_off.html", {"is_off": pace_of(user=user) == DigestChoice.Pace.OFF})


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
    mails = OutgoingMail.objects.defer("text", "html", "calendar")
    page = Paginator(mails, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/outbox.html", {"page": page})


@require_safe
def outbox_mail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one mail of the demo as text."""
    _only_in_demo()
    mail = get_object_or_404(OutgoingMail, public_id=public_id)
    return render(request, "notifications/outbox_mail.html", {"mail": mail})


@require_safe
def outbox_calendar(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hand out the appointment that goes along with a mail of the demo."""
    _only_in_demo()
    mail = get_object_or_404(OutgoingMail.objects.exclude(calendar=""), public_id=public_id)
    response = HttpResponse(mail.calendar, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="kalenteri.ics"'
    return response


def _only_in_demo() -> None:
    if not is_shown_in_outbox():
        raise Http404
