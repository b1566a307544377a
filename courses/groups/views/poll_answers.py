"""Answering a needs poll by its link: no account, no name, nothing written by only looking.

Mail and chat programs open links by themselves to look for harm, so a GET never changes anything.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.throttle import is_throttled
from courses.groups.domain import polls as domain
from courses.groups.domain.poll_links import ANSWER, make_token
from courses.groups.domain.polls import Visit
from courses.groups.forms.polls import WishForm
from courses.groups.models import GroupFacilitator
from courses.groups.views.frame import is_done

TRIES = 30  # a minute from one device: a room full of people behind one address gets by
View = Callable[..., HttpResponse]


def by_link(view: View) -> View:
    """Give a view the visit that its link stands for; a link that does not hold ends politely."""

    @wraps(view)
    @never_cache
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        if is_throttled(request, "needs-poll", limit=TRIES, seconds=60):
            response = _said(request, "busy", 429)
            response["Retry-After"] = "60"
        elif (visit := domain.find_visit(token=token)) is None:
            response = _said(request, "unknown", 404)
        else:
            response = view(request, visit)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


def _said(request: HttpRequest, what: str, status: int, **context: Any) -> HttpResponse:
    return render(request, "groups/poll_said.html", {"what": what, **context}, status=status)


@by_link
def answer(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask what one hopes of the group, and thank for the answer."""
    at = timezone.now()
    if not visit.poll.is_open(at):
        return _said(request, "ended", 410, visit=visit, removal=_removal(request, visit))
    form = WishForm(request.POST or None, initial={"wishes": visit.wishes})
    if request.method == "POST" and form.is_valid():
        given: list[Any] = []
        wishes = form.cleaned_data["wishes"]
        if is_done(form, lambda: given.append(domain.answer_poll(visit=visit, wishes=wishes, at=at))):
            return redirect(f"{_own_address(request, visit, given[0])}?kiitos=1")
    context = {
        "form": form,
        "visit": visit,
        "thanks": "kiitos" in request.GET and visit.has_answered and request.method != "POST",
        "asking": [row.user.get_full_name() for row in _facilitators(visit)],
        "closes_at": visit.poll.closes_at - timedelta(seconds=1),
        "kept": settings.GROUP_CARDS_KEPT_DAYS,
        "removal": _removal(request, visit),
    }
    return render(request, "groups/poll_answer.html", context, status=422 if request.method == "POST" else 200)


def _facilitators(visit: Visit) -> Any:
    rows = GroupFacilitator.objects.filter(group=visit.poll.group, ended_at=None)
    return rows.select_related("user").order_by("since", "pk")


def _removal(request: HttpRequest, visit: Visit) -> str:
    """Return the address at which the visitor can take back what they have here, if there is anything."""
    return f"{request.path}poista/" if visit.member or visit.answer else ""


def _own_address(request: HttpRequest, visit: Visit, answer: Any) -> str:
    if answer is None:
        return request.path
    token = make_token(kind=ANSWER, key=answer.public_id, generation=visit.poll.generation)
    return reverse("groups:poll-answer", kwargs={"token": token})


@by_link
def remove(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take back one's answer, or one's whole card, after asking."""
    if not (visit.member or visit.answer):
        return _said(request, "unknown", 404)
    if request.method == "POST":
        domain.take_back(visit=visit, at=timezone.now())
        return _said(request, "removed", 200)
    return render(request, "groups/poll_remove.html", {"visit": visit, "back": request.path.removesuffix("poista/")})
