"""The first page after signing in: the home of the role one has."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.people import signed_in
from courses.domain.catalog import open_runs
from courses.models import Enrolment
from portal import hats


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Send the person to the home screen of their first role; show those without any where to begin."""
    if worn := hats.worn_by(request):
        return redirect(hats.HOMES[worn])
    for flag, name in (
        ("is_trainee", "portal:trainee"),
        ("is_trainer", "portal:trainer"),
        ("is_coordinator", "portal:coordinator"),
        ("is_advisor", "certificates:advisor-home"),
    ):
        if getattr(request.user, flag, False):
            return redirect(name)
    applications = (
        Enrolment.objects.filter(user=signed_in(request)).select_related("run__course").order_by("-applied_at")
    )
    return render(request, "portal/welcome.html", {"runs": open_runs(), "applications": applications})
