"""Answering a pulse by its link: no account, no name; looking at it changes nothing."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.throttle import is_throttled
from courses.groups.domain.refusals import GroupRefusal
from courses.pulse.domain.answering import OPEN_FOR, answer_pulse, find_pulse
from courses.pulse.forms import PulseForm
from courses.pulse.models import Pulse

TRIES = 40  # a minute from one address: a room full of people answers at once


@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for three taps, and thank for them."""
    if is_throttled(request, "pulse", limit=TRIES, seconds=60):
        response = _said(request, "busy", 429)
        response["Retry-After"] = "60"
    elif (pulse := find_pulse(token=token)) is None:
        response = _said(request, "unknown", 404)
    elif _cookie(pulse) in request.COOKIES:
        response = _said(request, "thanks", 200)
    elif not pulse.is_open(timezone.now()):
        response = _said(request, "ended", 410)
    else:
        response = _ask(request, pulse)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _ask(request: HttpRequest, pulse: Pulse) -> HttpResponse:
    form = PulseForm(request.POST or None, initial={"nonce": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            answer_pulse(pulse=pulse, nonce=values.pop("nonce"), values=values, at=timezone.now())
        except GroupRefusal as error:
            form.add_error(None, str(error))
        else:
            return _remember(redirect(request.path), request, pulse)
    context = {"form": form, "meeting": pulse.meeting}
    return render(request, "pulse/answer.html", context, status=422 if request.method == "POST" else 200)


def _remember(response: HttpResponse, request: HttpRequest, pulse: Pulse) -> HttpResponse:
    """Let the device remember that it has answered: a word that is the same for everybody, in no table of ours."""
    response.set_cookie(
        _cookie(pulse), "1", max_age=OPEN_FOR, path=request.path, httponly=True, samesite="Lax",
        secure=request.is_secure(),
    )  # fmt: skip
    return response


def _cookie(pulse: Pulse) -> str:
    return f"pulssi-{pulse.public_id.hex[:12]}"


def _said(request: HttpRequest, what: str, status: int, **context: Any) -> HttpResponse:
    return render(request, "pulse/said.html", {"what": what, **context}, status=status)
