"""The coordinator's desk: runs with their applications and readiness."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.people import signed_in
from courses.domain.desk import runs_of_staff
from courses.permissions import COORDINATOR


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show the runs the person coordinates."""
    runs = runs_of_staff(user=signed_in(request), roles=COORDINATOR, at=timezone.now())
    if not runs:
        raise Http404
    return render(request, "portal/coordinator.html", {"runs": runs})
