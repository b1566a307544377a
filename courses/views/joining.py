"""The way from a page that may have been open for long to the session as it is now (T2, T4)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.enums import SessionState
from courses.joining import joining_of
from courses.views.attendance import session_or_404
from courses.views.called_off import or_called_off
from courses.views.learner import who_learns


@login_required
@require_safe
@or_called_off
def join(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Lead to the meeting on the net shortly before it begins; else explain when and where the session is.

    A page that was drawn before the session was moved or cancelled leads to the explanation first.
    """
    found, enrolment = who_learns(request, run)
    session = session_or_404(found, position)
    at = timezone.now()
    joining = joining_of(session=session, at=at)
    if joining is None and session.state != SessionState.CANCELLED:
        raise Http404
    is_stale = request.GET.get("v", str(session.sequence)) != str(session.sequence)
    is_on = joining is not None and joining.is_open
    if joining is not None and not is_stale and (is_on or enrolment is None):
        return redirect(joining.link)
    context = {"run": found, "session": session, "is_stale": is_stale, "joining": joining, "is_on": is_on, "at": at}
    return render(request, "courses/join.html", context)
