"""The run as a matrix of people and conditions, as a file, and as plots that answer questions."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accounts.people import signed_in
from courses import permissions, tables
from courses.domain.matrix_file import matrix_csv, matrix_xlsx
from courses.domain.progress import Asked, matrix_of
from courses.overview import run_plots, waiting_in


@login_required
def progress(request: HttpRequest, run: str) -> HttpResponse:
    """Show who lacks what, those who are stuck first, and what waits for the staff."""
    found = permissions.staffed_run_or_404(request.user, run)
    matrix = matrix_of(run=found, asked=Asked.read(request.GET), at=timezone.now())
    waiting = waiting_in(run=found, user=signed_in(request))
    return render(request, "courses/progress.html", {"run": found, "matrix": matrix, "waiting": waiting})


@login_required
def plots(request: HttpRequest, run: str) -> HttpResponse:
    """Show the plots of a run, each with its table."""
    found = permissions.staffed_run_or_404(request.user, run)
    return render(request, "courses/plots.html", {"run": found, "plots": run_plots(run=found, at=timezone.now())})


@login_required
def matrix_file(request: HttpRequest, run: str, ending: str) -> HttpResponseBase:
    """Send the whole overview, streamed."""
    found = permissions.staffed_run_or_404(request.user, run)
    if ending == "csv":
        response: StreamingHttpResponse = StreamingHttpResponse(matrix_csv(run=found), content_type=tables.CSV)
    elif ending == "xlsx":
        response = FileResponse(matrix_xlsx(run=found), content_type=tables.XLSX)
    else:
        raise Http404
    return tables.as_download(response, name=f"{found.slug}-edistyminen.{ending}")
