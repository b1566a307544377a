"""Ground rules and goal style."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.people import signed_in
from courses.groups.domain import agreements as domain
from courses.groups.enums import MemberState
from courses.groups.forms.agreements import GoalForm, RulesForm
from courses.groups.notices import GROUND_RULES
from courses.groups.permissions import group_or_404
from courses.groups.views.frame import INVALID, is_done, page, url


@login_required
def rules(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show the versions of the ground rules and record a new one."""
    user = signed_in(request)
    found = group_or_404(user, group)
    versions = list(found.ground_rules.all())
    members = found.members.filter(state=MemberState.JOINED).count()
    initial = {
        "text": versions[0].text if versions else GROUND_RULES,
        "agreed_on": timezone.localdate(),
        "agreed": members or None,
        "members": members or None,
    }
    form = RulesForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data, at = form.cleaned_data, timezone.now()
        if is_done(form, lambda: domain.agree_ground_rules(group=found, by=user, at=at, **data)):
            messages.success(request, _("Pelisäännöt on tallennettu."))
            return redirect(url("group", found))
    status = INVALID if request.method == "POST" else 200
    return page(request, "rules.html", found, {"form": form, "versions": versions}, status=status)


@login_required
def goal(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show how the goal style has changed and record the present one."""
    user = signed_in(request)
    found = group_or_404(user, group)
    form = GoalForm(request.POST or None, initial={"style": found.goal_style, "noted_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        data, at = form.cleaned_data, timezone.now()
        if is_done(form, lambda: domain.note_goal_style(group=found, by=user, at=at, **data)):
            messages.success(request, _("Tavoitteellisuus on kirjattu."))
            return redirect(url("group", found))
    status = INVALID if request.method == "POST" else 200
    context = {
        "form": form,
        "history": list(found.goal_styles.all()),
        "due": domain.meetings_since_goal_style(group=found),
    }
    return page(request, "goal.html", found, context, status=status)
