"""The sound and picture check: for oneself, for a course session, and by link for a guest and the support."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.throttle import is_throttled
from courses.connection import domain
from courses.connection.devices import may_use_devices
from courses.connection.forms import NoteForm
from courses.connection.models import ConnectionLink, LinkKind
from courses.domain.learning import plan_for
from courses.joining import joining_of
from courses.views.learner import who_learns

INVALID = 422
TRIES = 60  # a minute from one device: a room full of people behind one address gets by


@login_required
@require_safe
@may_use_devices
def own_check(request: HttpRequest) -> HttpResponse:
    """Show the check to somebody who is signed in, for no meeting in particular."""
    return render(request, "connection/check.html")


@login_required
@require_safe
@may_use_devices
def session_check(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Show the check for a course session: any time before it, with the way in when it opens."""
    found, enrolment = who_learns(request, run)
    at = timezone.now()
    current = plan_for(run=found, enrolment=enrolment, at=at).session_at(position)
    if current is None:
        raise Http404
    joining = joining_of(session=current.session, at=at) if current.is_open else None
    context = {"run": found, "session": current.session, "joining": joining}
    return render(request, "connection/check.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@may_use_devices
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show a guest or the support what the link is for; one that does not hold ends politely."""
    link = None
    if is_throttled(request, "connection-link", limit=TRIES, seconds=60):
        response = _said(request, "busy", 429)
        response["Retry-After"] = "60"
    elif (link := domain.link_at(token)) is None:
        response = _said(request, "unknown", 404)
    elif domain.is_canceled(link.target):
        response = _said(request, "cancelled", 410, starts_at=link.target.starts_at, ends_at=link.target.ends_at)
    elif link.ends_at <= timezone.now():
        response = _said(request, "over", 410)
    else:
        response = _open(request, link)
    response["X-Robots-Tag"] = "noindex, nofollow"
    # Stricter than that, a form would come without its origin and be refused; other sites learn nothing as it is.
    response["Referrer-Policy"] = "same-origin"
    return response


def _said(request: HttpRequest, what: str, status: int, **context: Any) -> HttpResponse:
    return render(request, "connection/said.html", {"what": what, **context}, status=status)


def _open(request: HttpRequest, link: ConnectionLink) -> HttpResponse:
    is_support = link.kind == LinkKind.SUPPORT
    if request.method == "POST" and not is_support:
        raise Http404
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text, at = form.cleaned_data["text"], timezone.now()
        try:
            domain.write_note(link=link, text=text, from_support=True, at=at)
        except domain.UnableToConnect as error:
            form.add_error("text", str(error))
        else:
            return redirect(request.path)
    context = {
        "link": link,
        "is_support": is_support,
        "starts_at": link.target.starts_at,
        "ends_at": link.target.ends_at,
        "phone": _phone(link),
        "join": _join(link),
        "notes": list(link.notes.all()) if is_support else [],
        "form": form if is_support else None,
    }
    return render(request, "connection/by_link.html", context, status=INVALID if request.method == "POST" else 200)


def _phone(link: ConnectionLink) -> str:
    return link.meeting.phone if link.meeting else link.session.support_phone if link.session else ""


def _join(link: ConnectionLink) -> dict[str, Any]:
    """Return the way in: the support's at once, a guest's only if the facilitator says so and when it opens."""
    if link.kind == LinkKind.GUEST and not link.shows_join:
        return {}
    if link.session and link.kind == LinkKind.GUEST:
        joining = joining_of(session=link.session, at=timezone.now())
        if joining is None:
            return {}
        return {"url": joining.link} if joining.is_open else {"opens_at": joining.opens_at}
    return {"url": link.target.link} if link.target.link else {}
