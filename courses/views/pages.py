"""What Wagtail does with course content: it shows the public page, hands learners on, and previews for authors."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from courses.models import ActivityPage, CoursePage, SessionPage
from courses.previews import modes_of, preview_plan
from courses.views.learner import open_preview


def redirect_to_learner(request: HttpRequest, page: Page) -> HttpResponse:
    """Send a request for a content page to the visitor's own run, or to the public page of the course."""
    course = _course_of(page)
    enrolment = None
    if request.user.is_authenticated:
        enrolment = request.user.enrolments.studying().filter(run__course=course).select_related("run").last()
    if enrolment is None:
        return redirect(course.get_url(request) or "/")
    if isinstance(page, ActivityPage):
        return redirect("courses:activity", run=enrolment.run.slug, activity=page.slug)
    return redirect("courses:learn", run=enrolment.run.slug)


def _course_of(page: Page) -> CoursePage:
    course = CoursePage.objects.ancestor_of(page).first()
    if course is None:
        raise Http404
    return course


def preview_activity(request: HttpRequest, page: ActivityPage, mode: str = "") -> HttpResponse:
    """Show an author the draft as a trainee would meet it, today or on the day of a session; nothing is stored."""
    planned = preview_plan(page, mode=mode, at=timezone.now())
    if planned is not None:
        plan, at = planned
        response = open_preview(request, page, plan, at=at)
        if response is not None:
            return response
    return render(request, "courses/preview_unavailable.html", {"page": page})


@login_required
def preview(request: HttpRequest, page: int) -> HttpResponse:
    """Open an activity's preview from the admin; only for those who may edit it."""
    found = ActivityPage.objects.filter(pk=page).first()
    if found is None or not found.permissions_for_user(request.user).can_edit():
        raise Http404
    return preview_activity(request, found.specific)


def course_url(course: CoursePage) -> str:
    """Return the public address of a course."""
    return course.get_url() or reverse("wagtail_serve", args=[""])


__all__ = ["SessionPage", "course_url", "modes_of", "preview", "preview_activity", "redirect_to_learner"]
