"""What somebody finds at the addresses of a run that was called off: the reason why there is nothing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from courses.domain.telling import WAITING
from courses.enums import STUDYING, RunState
from courses.models import Enrolment


def or_called_off(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Explain to those who were in the run that it is cancelled; to others its pages do not exist."""

    @wraps(view)
    def asked(request: HttpRequest, run: str, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, run, **kwargs)
        except Http404:
            ours = Enrolment.objects.filter(user=request.user, run__slug=run, state__in=(*STUDYING, *WAITING))  # type: ignore[misc]
            enrolment = ours.filter(run__state=RunState.CANCELLED).select_related("run__course").first()
            if enrolment is None:
                raise
        return render(request, "courses/called_off.html", {"run": enrolment.run}, status=410)

    return asked
