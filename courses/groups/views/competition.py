"""Decisions on pairs that may compete, and wishes not to be together."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from courses.groups.domain import competition as domain
from courses.groups.enums import HintSource
from courses.groups.forms.members import DecisionForm, PairForm
from courses.groups.permissions import card_or_404, group_or_404, member_or_404
from courses.groups.views.frame import act, form_page, is_done, url


@login_required
def decide(request: HttpRequest, group: UUID, first: UUID, second: UUID) -> HttpResponse:
    """Write the decision on a pair."""
    user = signed_in(request)
    one, other = member_or_404(user, group, first), card_or_404(user, second)
    if one.pk == other.pk:
        raise Http404
    hint = domain.hint_on(one, other)
    note = hint.note if hint else None
    initial = {"decision": note.decision, "reason": note.reason} if note else None
    form = DecisionForm(request.POST or None, initial=initial)
    question = None
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        source, at = (hint.source if hint else HintSource.FACILITATOR), timezone.now()
        if question is None and is_done(
            form,
            lambda: domain.decide(
                group=one.group, first=one, second=other, source=source, by=user, at=at, **form.cleaned_data
            ),
        ):
            messages.success(request, _("Päätös on kirjattu."))
            return redirect(url("members", one.group))
    names = {"first": one.pseudonym, "second": other.pseudonym}
    return form_page(
        request,
        one.group,
        form,
        template="competition.html",
        question=question,
        title=_("Kilpailuasetelma: %(first)s ja %(second)s") % names,
        lead=_("Puhu kummankin kanssa erikseen. Sinä päätät ja kirjaat perustelun."),
        submit=_("Kirjaa päätös"),
        decisions=domain.decisions_on(one, other),
    )


@login_required
def separate(request: HttpRequest, group: UUID) -> HttpResponse:
    """Store that two cannot be in the same group."""
    found = group_or_404(request.user, group)
    form = PairForm(request.POST or None, group=found)
    if request.method == "POST" and form.is_valid():
        data, at = form.cleaned_data, timezone.now()
        if is_done(form, lambda: domain.note_separation(group=found, at=at, **data)):
            messages.success(request, _("Tallennettu. Kumpikaan ei näe tätä."))
            return redirect(url("members", found))
    return form_page(
        request,
        found,
        form,
        title=_("Ei samaan ryhmään"),
        lead=_("Tallennetaan vain pari: ei sitä, kumpi pyysi, eikä syytä. Tietoa ei kerrota eteenpäin."),
        submit=_("Tallenna"),
    )


@login_required
@require_POST
def unseparate(request: HttpRequest, group: UUID, pk: int) -> HttpResponse:
    """Forget that two cannot be together."""
    found = group_or_404(request.user, group)
    back = url("members", found)
    return act(request, lambda: domain.drop_separation(group=found, pk=pk), _("Poistettu."), back)
