"""The group itself: my groups, making one, its page with three faces, and its way from state to state."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from courses.groups.domain import facilitators, lifecycle
from courses.groups.domain.reading import face_of, groups_of, invitations_for
from courses.groups.forms.group import EndForm, GroupForm
from courses.groups.models import GroupFacilitator
from courses.groups.permissions import group_or_404
from courses.groups.views.frame import act, form_page, is_done, page, url
from courses.wording import day


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """List the groups one facilitates and the invitations that wait."""
    user = signed_in(request)
    context = {
        "groups": groups_of(user=user, at=timezone.now()),
        "invitations": invitations_for(user=user, at=timezone.now()),
    }
    return render(request, "groups/mine.html", context)


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """Make a group."""
    user = signed_in(request)
    form = GroupForm(request.POST or None, user=user)
    question = None
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        if question is None:
            group = lifecycle.plan_group(
                user=user, plan=form.plan(), enrolment=form.cleaned_data["run"], at=timezone.now()
            )
            messages.success(request, _("Ryhmä on luotu. Seuraavaksi lisää ehdokkaat ja aloita kokoaminen."))
            return redirect(url("group", group))
    context = {
        "form": form,
        "question": question,
        "crumbs": [{"title": _("Omat ryhmät"), "url": reverse("groups:mine")}],
        "title": _("Luo ryhmä"),
        "lead": _("Aloita työnimestä. Kaiken voi muuttaa myöhemmin."),
        "submit": _("Luo ryhmä"),
        "cancel_url": reverse("groups:mine"),
    }
    return render(request, "groups/form.html", context, status=422 if request.method == "POST" else 200)


@login_required
def show(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show the group as its state needs."""
    user = signed_in(request)
    found = group_or_404(user, group)
    context = face_of(group=found, user=user, at=timezone.now())
    context["crumbs"] = [{"title": _("Omat ryhmät"), "url": reverse("groups:mine")}]
    return page(request, "group.html", found, context)


@login_required
def edit(request: HttpRequest, group: UUID) -> HttpResponse:
    """Change the plan of the group and the run it counts for."""
    user = signed_in(request)
    found = group_or_404(user, group)
    link = GroupFacilitator.objects.filter(group=found, user=user, ended_at=None).select_related("enrolment").first()
    enrolment = link.enrolment if link else None
    form = GroupForm(request.POST or None, user=user, initial=GroupForm.initial_of(found, enrolment))
    question = None
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        at = timezone.now()
        if (
            question is None
            and is_done(form, lambda: lifecycle.change_plan(group=found, plan=form.plan(), at=at))
            and is_done(
                form,
                lambda: facilitators.link_to_run(group=found, user=user, enrolment=form.cleaned_data["run"], at=at),
            )
        ):
            messages.success(request, _("Ryhmän tiedot on tallennettu."))
            return redirect(url("group", found))
    title = _("Muokkaa ryhmän tietoja")
    return form_page(request, found, form, question=question, title=title, submit=_("Tallenna"))


MOVES = {
    "gather": lifecycle.start_gathering,
    "found": lifecycle.found_group,
    "pause": lifecycle.pause_group,
    "resume": lifecycle.resume_group,
}


@login_required
@require_POST
def move(request: HttpRequest, group: UUID) -> HttpResponse:
    """Take the group to its next state."""
    found = group_or_404(request.user, group)
    name = request.POST.get("to", "")
    words = {
        "gather": _("Ryhmää kootaan nyt. Kutsu ehdokkaat ja sovi ensimmäinen tapaaminen."),
        "found": _("Ryhmä on perustettu. Hienoa!"),
        "pause": _("Ryhmä on tauolla."),
        "resume": _("Ryhmä jatkaa."),
    }
    if name not in MOVES:
        return redirect(url("group", found))
    return act(request, lambda: MOVES[name](group=found, at=timezone.now()), words[name], url("group", found))


@login_required
def end(request: HttpRequest, group: UUID) -> HttpResponse:
    """End the group, after asking."""
    found = group_or_404(request.user, group)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        continues = form.cleaned_data["how"] == "continuing"
        done = is_done(form, lambda: lifecycle.end_group(group=found, at=timezone.now(), continues=continues))
        if done:
            messages.success(request, _("Ryhmä on päätetty. Kortit poistetaan määräajan kuluttua, lukumäärät jäävät."))
            return redirect(url("group", found))
    title = _("Päätä ryhmä")
    due = timezone.localdate() + timedelta(days=settings.GROUP_CARDS_KEPT_DAYS)
    lead = _("Suunniteltu jatko perutaan, ja ryhmäläisten kortit poistetaan %(day)s. Tätä ei voi perua.") % {
        "day": day(due)
    }
    return form_page(request, found, form, title=title, lead=lead, submit=_("Päätä ryhmä"), tone="danger")
