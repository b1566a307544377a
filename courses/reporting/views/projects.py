"""Funding projects on the coordinator's desk."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.models import FundingProject
from courses.permissions import may_plan_runs
from courses.reporting.domain.projects import UnableToKeepProject, keep_project
from courses.reporting.forms import ProjectForm
from courses.reporting.permissions import project_or_404, projects_of


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the projects the person looks after, and the runs whose reports stand by themselves."""
    if not may_plan_runs(request.user):
        raise Http404
    found = projects_of(request.user).annotate(run_count=Count("runs")).order_by("-starts_on", "pk")
    return render(request, "reporting/projects.html", {"projects": found})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Make a project."""
    if not may_plan_runs(request.user):
        raise Http404
    return _form(request, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, project: UUID) -> HttpResponse:
    """Change a project."""
    return _form(request, project_or_404(request.user, project))


def _form(request: HttpRequest, project: FundingProject | None) -> HttpResponse:
    form = ProjectForm(request.POST if request.method == "POST" else None, user=request.user, project=project)
    if request.method == "POST" and form.is_valid():
        parts = {"fields": form.facts(), "planned": form.planned(), "runs": form.cleaned_data["runs"]}
        try:
            kept = keep_project(project=project, among=form.among, **parts)
        except UnableToKeepProject as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Hankkeen tiedot on tallennettu."))
            if not projects_of(request.user).filter(pk=kept.pk).exists():  # none of its runs is the person's any more
                return redirect("reporting:projects")
            return redirect("reporting:project", project=kept.public_id)
    status = 422 if form.is_bound else 200
    return render(request, "reporting/project_form.html", {"form": form, "project": project}, status=status)
