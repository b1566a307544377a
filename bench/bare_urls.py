"""One page of 25 rows for who is signed in, and the health check the runner waits for."""

from django.contrib.auth.models import Permission
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import render
from django.urls import path

ROWS = 25


def bare(request: HttpRequest) -> HttpResponse:
    """Show 25 rows to a person who is signed in: session, person and rows are three queries."""
    if not request.user.is_authenticated:
        return HttpResponseForbidden()
    return render(request, "bare.html", {"user": request.user, "rows": Permission.objects.order_by("pk")[:ROWS]})


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), path("healthz", healthz)]
