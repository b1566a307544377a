"""The trainer's side: reading a log without its members, and the groups of a run as counts."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.people import signed_in
from courses.domain.reading_turns import close_review, open_review
from courses.domain.review import FILTERS, next_review
from courses.groups.domain import reviewing
from courses.groups.domain.overview import run_groups, timeline_of
from courses.groups.domain.refusals import GroupRefusal
from courses.groups.enums import LogState
from courses.groups.forms.fields import NoteField
from courses.groups.models import CostSharing, MeetingLog
from courses.groups.permissions import log_for_trainer_or_404, run_group_or_404, run_of_log
from courses.permissions import TRAINER, is_staff_of, staffed_run_or_404


class ReviewForm(forms.Form):
    """The trainer's words on a log."""

    comment = NoteField(
        label=gettext_lazy("Kommentti ohjaajalle"),
        rows=4,
        max_length=1200,
        required=False,
        help_text=gettext_lazy("Huomio, kysymys, yksi ehdotus. Palautettaessa kerro, mitä täydennetään."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2_000_000_000)


@login_required
def review(request: HttpRequest, log: UUID) -> HttpResponse:
    """Show a log to the trainer; take the acknowledgment or the return, and go on to what waits next."""
    user = signed_in(request)
    found = log_for_trainer_or_404(user, log)
    initial = {"comment": found.trainer_comment, "revision": found.revision}
    form = ReviewForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and found.state == LogState.READ:
        messages.info(request, _said_already(found))
        return redirect("groups:review", log=found.public_id)
    if request.method == "POST" and form.is_valid():
        following = next_review(user=user, address=request.path, show=_show(request), at=timezone.now())
        if _answer(request, found, form):
            close_review(address=request.path)
            show = f"?nayta={_show(request)}" if _show(request) else ""
            return redirect(following.url + show if following else "portal:inbox")
    return _draw(request, found, form)


def _answer(request: HttpRequest, found: MeetingLog, form: ReviewForm) -> bool:
    """Do what the pressed button says; return whether it was done, with the reason in the form if not."""
    back = request.POST.get("action") == "return"
    verb = reviewing.return_log if back else reviewing.acknowledge_log
    try:
        verb(log=found, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
    except GroupRefusal as error:
        form.add_error("comment" if back and not form.cleaned_data["comment"].strip() else None, str(error))
        form.data = {**request.POST.dict(), "revision": str(found.revision)}
        return False
    words = _("Kirjaus on palautettu täydennettäväksi. Ohjaajalle on kerrottu.") if back else _("Kirjaus on kuitattu.")
    messages.success(request, words)
    return True


def _said_already(log: MeetingLog) -> str:
    """Return what is said to whoever answers what has been acknowledged already."""
    name = log.answered_by.get_full_name() if log.answered_by else _("Toinen kouluttaja")
    return _("%(name)s on jo kuitannut tämän kirjauksen. Mitään ei muuttunut.") % {"name": name}


def _show(request: HttpRequest) -> str:
    """Return the filter of the inbox that the trainer works through."""
    show = request.GET.get("nayta", "")
    return show if show in FILTERS else ""


def _draw(request: HttpRequest, log: MeetingLog, form: ReviewForm) -> HttpResponse:
    user, now, waits = signed_in(request), timezone.now(), log.state == LogState.SENT
    context = {
        "log": log,
        "group": log.meeting.group,
        "run": run_of_log(user, log),
        "form": form,
        "parts": list(log.parts.all()),
        "amendments": list(log.amendments.all()),
        "show": _show(request),
        "waits": waits,
        "reader": open_review(address=request.path, user=user, at=now) if waits else None,
        "next_entry": next_review(user=user, address=request.path, show=_show(request), at=now),
    }
    return render(request, "groups/review.html", context, status=422 if form.errors else 200)


@login_required
def groups_of_run(request: HttpRequest, run: str) -> HttpResponse:
    """List the groups of a run: counts for its staff, links to the timelines for its trainers."""
    found = staffed_run_or_404(request.user, run)
    context = {
        "run": found,
        "groups": run_groups(run=found, at=timezone.now()),
        "is_trainer": is_staff_of(request.user, found.pk, TRAINER),
    }
    return render(request, "groups/run_groups.html", context)


@login_required
def timeline(request: HttpRequest, run: str, group: UUID) -> HttpResponse:
    """Show the meetings of one group to a trainer: dates, kinds, how many; logs by link."""
    found = staffed_run_or_404(request.user, run, TRAINER)
    chosen = run_group_or_404(found, group)
    context = {
        "run": found,
        "group": chosen,
        "crumbs": [{"title": _("Ryhmät"), "url": reverse("groups:run-groups", kwargs={"run": found.slug})}],
        "shares_costs": CostSharing.objects.filter(group=chosen).exists(),
        **timeline_of(group=chosen),
    }
    return render(request, "groups/timeline.html", context)
