"""What a facilitator prepares for one meeting: its running order and its practical checklist."""

from __future__ import annotations

from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.groups.domain import checklists
from courses.groups.domain.refusals import GroupRefusal
from courses.groups.domain.running_order import advice_on, set_running_order
from courses.groups.domain.templates import MOST_STEPS, Step, running_order
from courses.groups.forms.meetings import ChecklistForm
from courses.groups.forms.running_order import OrderForm
from courses.groups.models import GroupMeeting
from courses.groups.permissions import meeting_or_404
from courses.groups.views.frame import INVALID, page, url
from courses.groups.views.meetings import names_of


@login_required
def order(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """Change the running order of a meeting; only "save" stores anything."""
    found = meeting_or_404(request.user, group, meeting)
    form = OrderForm.sent(request.POST) if request.method == "POST" else OrderForm.of(running_order(found))
    stored = running_order(found)
    refusal = ""
    if form.is_bound and form.is_valid():
        refusal = _store(found, form, stored, request.POST.get("seen", ""))
        if not refusal:
            messages.success(request, _("Kulku on tallennettu."))
            return redirect(url("meeting", found.group, meeting=found.public_id))
    advice = advice_on(steps=stored, minutes=found.minutes, mode=found.mode)
    context = {
        "meeting": found,
        "order": form,
        "seen": request.POST["seen"] if "seen" in request.POST and not refusal else _mark(stored),
        "refusal": refusal,
        "advice": [] if request.method == "POST" else advice,
        "may_add": len(form.rows) < MOST_STEPS,
    }
    return page(request, "order.html", found.group, context, status=INVALID if form.is_bound else 200)


def _store(meeting: GroupMeeting, form: OrderForm, stored: list[Step], seen: str) -> str:
    """Store a valid form; return why not, if it cannot be or somebody else has stored another one meanwhile."""
    if seen and seen != _mark(stored) and form.steps() != stored:
        return _("Kulkua on muutettu sillä välin. Alla on sinun versiosi: tallenna uudelleen, jos se on oikea.")
    try:
        set_running_order(meeting=meeting, steps=form.steps())
    except GroupRefusal as error:
        return str(error)
    return ""


def _mark(steps: list[Step]) -> str:
    """Return a short mark of a running order: another order has another one."""
    return sha256(repr(steps).encode()).hexdigest()[:16]


@login_required
def checklist(request: HttpRequest, group: UUID, meeting: UUID) -> HttpResponse:
    """Show the practical checklist and do what its buttons say; each button may be tapped twice."""
    found = meeting_or_404(request.user, group, meeting)
    adding = request.method == "POST" and request.POST.get("do", "") in ("add", "") and "text" in request.POST
    form = ChecklistForm(request.POST if adding else None, names=names_of(found.group) if adding else ())
    question = None
    if request.method == "POST":
        if not adding:
            _press(request, found)
            return redirect(request.path)
        if form.is_valid():
            question = form.must_ask(request)
            if question is None:
                _try(request, lambda: checklists.add_items(meeting=found, texts=[form.cleaned_data["text"]]))
                return redirect(request.path)
    context = {
        "meeting": found,
        "form": form,
        "question": question,
        "items": list(found.checklist.all()),
        "last": checklists.last_with_list(found),
    }
    return page(request, "checklist.html", found.group, context, status=INVALID if adding else 200)


def _press(request: HttpRequest, meeting: GroupMeeting) -> None:
    what, _dash, name = request.POST.get("do", "").partition(":")
    if what == "usual":
        _try(request, lambda: checklists.fill_checklist(meeting=meeting))
    elif what == "copy":
        _try(request, lambda: checklists.copy_from_last(meeting=meeting))
    elif what in ("done", "undone", "remove") and (item := _uuid(name)):
        if what == "remove":
            checklists.remove_item(meeting=meeting, item=item)
        else:
            checklists.tick(meeting=meeting, item=item, done=what == "done", at=timezone.now())


def _try(request: HttpRequest, verb: Any) -> None:
    try:
        verb()
    except GroupRefusal as error:
        messages.error(request, str(error))


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
