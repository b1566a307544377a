"""Leaving a course: what follows, what stays and why, and a button."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.leaving import UnableToLeave, duties_of
from accounts.people import signed_in
from courses import permissions
from courses.domain.withdrawing import leave_course
from courses.models import Enrolment


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, run: str) -> HttpResponse:
    """Tell what leaving means, and do it when the trainee confirms."""
    mine = get_object_or_404(Enrolment.objects.select_related("run"), run__slug=run, user=signed_in(request))
    if not permissions.may_leave(mine):
        raise Http404
    duties = duties_of(mine.user, enrolment=mine)
    if request.method == "POST":
        try:
            leave_course(enrolment=mine, at=timezone.now())
        except UnableToLeave as error:
            duties = error.duties
        else:
            messages.success(request, _("Olet keskeyttänyt koulutuksen %(run)s.") % {"run": mine.run.name})
            return redirect("portal:home")
    context = {"run": mine.run, "duties": duties}
    return render(request, "courses/leave.html", context, status=422 if request.method == "POST" else 200)
