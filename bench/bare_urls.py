"""One page of 25 rows for who is signed in, a stored file, and the health check the runner waits for."""

import os
from pathlib import Path

from django.contrib.auth.models import Permission
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path

ROWS = 25


def bare(request: HttpRequest) -> HttpResponse:
    """Show 25 rows to a person who is signed in: session, person and rows are three queries."""
    if not request.user.is_authenticated:
        return HttpResponseForbidden()
    return render(request, "bare.html", {"user": request.user, "rows": Permission.objects.order_by("pk")[:ROWS]})


def stored(request: HttpRequest) -> HttpResponseBase:
    """Send a stored file to a person who is signed in: what a download costs at the least."""
    if not request.user.is_authenticated:
        return HttpResponseForbidden()
    return FileResponse(Path(os.environ["BENCH_FILE"]).open("rb"), as_attachment=True)


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), path("bare/file/", stored), path("healthz", healthz)]
