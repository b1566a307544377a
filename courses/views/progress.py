"""The run as a matrix of people and conditions."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courses import permissions
from courses.domain.progress import matrix_of


@login_required
def progress(request: HttpRequest, run: str) -> HttpResponse:
    """Show who lacks what, those who are stuck first."""
    found = permissions.staffed_run_or_404(request.user, run)
    matrix = matrix_of(run=found, number=request.GET.get("page"))
    return render(request, "courses/progress.html", {"run": found, "matrix": matrix})
