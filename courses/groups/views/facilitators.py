"""Facilitating together."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from courses.enums import STUDYING
from courses.groups.domain import facilitators as domain
from courses.groups.forms.group import HandoverForm, InvitationForm
from courses.groups.models import GroupFacilitator, PeerGroup
from courses.groups.permissions import group_or_404, invitation_or_404
from courses.groups.views.frame import INVALID, act, form_page, is_done, page, url
from courses.models import Enrolment


@login_required
def show(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show who facilitates the group, and invite a second one."""
    user = signed_in(request)
    found = group_or_404(user, group)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email, at = form.cleaned_data["email"], timezone.now()
        if is_done(form, lambda: domain.invite_facilitator(group=found, email=email, by=user, at=at), "email"):
            messages.success(request, _("Kutsu on tallennettu. Jos osoitteella on tunnus, hän näkee kutsun Peilissä."))
            return redirect(url("facilitators", found))
    now = timezone.now()
    context = {
        "form": form,
        "links": GroupFacilitator.objects.filter(group=found, ended_at=None).select_related("user"),
        "invitations": found.invitations.filter(answered_at=None, expires_at__gt=now),
        "most": domain.MOST,
    }
    return page(request, "facilitators.html", found, context, status=INVALID if request.method == "POST" else 200)


@login_required
def hand_over(request: HttpRequest, group: UUID) -> HttpResponse:
    """Offer one's own place to another facilitator, with every member's agreement."""
    user = signed_in(request)
    found = group_or_404(user, group)
    form = HandoverForm(request.POST or None, initial={"agreed_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        data, at = form.cleaned_data, timezone.now()
        values = {"email": data["to"], "agreed": data["agreed"], "agreed_on": data["agreed_on"], "by": user, "at": at}
        if is_done(form, lambda: domain.offer_handover(group=found, **values)):
            messages.success(
                request, _("Tarjous on tallennettu. Ohjaat ryhmää, kunnes uusi ohjaaja on ottanut sen Peilissä.")
            )
            return redirect(url("facilitators", found))
    return form_page(
        request,
        found,
        form,
        title=_("Luovuta ryhmä"),
        lead=_(
            "Kun uusi ohjaaja ottaa ryhmän, kortit ja tapaamiset siirtyvät hänelle, etkä itse enää näe niitä. "
            "Kirjaamasi tapaamiset jäävät suorituksiisi."
        ),
        submit=_("Tarjoa ryhmää"),
        cancel_url=url("facilitators", found),
    )


@login_required
@require_POST
def withdraw(request: HttpRequest, group: UUID, invitation: UUID) -> HttpResponse:
    """Take an invitation back."""
    found = group_or_404(request.user, group)
    return act(
        request,
        lambda: domain.withdraw_invitation(group=found, public_id=invitation, at=timezone.now()),
        _("Kutsu on peruttu."),
        url("facilitators", found),
    )


@login_required
@require_POST
def leave(request: HttpRequest, group: UUID) -> HttpResponse:
    """Stop facilitating a group that another goes on facilitating."""
    user = signed_in(request)
    found = group_or_404(user, group)
    try:
        domain.leave_group(group=found, user=user, at=timezone.now())
    except domain.UnableToShare as error:
        messages.error(request, str(error))
        return redirect(url("facilitators", found))
    messages.success(request, _("Et enää ohjaa tätä ryhmää."))
    return redirect("groups:mine")


@login_required
@require_POST
def answer(request: HttpRequest, invitation: UUID) -> HttpResponse:
    """Take or turn down an invitation to one's own address."""
    user = signed_in(request)
    found = invitation_or_404(user, invitation)
    accept = request.POST.get("answer") == "accept"
    taken = _("Ryhmä on nyt sinun ohjattavanasi.") if found.takes_over else _("Ohjaat nyt ryhmää yhdessä.")
    words = taken if accept else _("Kutsu on hylätty.")
    return act(
        request,
        lambda: domain.answer_invitation(
            invitation=found, user=user, accept=accept, enrolment=_fitting(user, found.group), at=timezone.now()
        ),
        words,
        reverse("groups:mine"),
    )


def _fitting(user: object, group: PeerGroup) -> Enrolment | None:
    """Return the person's enrollment in a run the group counts for, else the newest one."""
    mine = Enrolment.objects.filter(user=user, state__in=STUDYING).order_by("-applied_at", "-pk")  # type: ignore[misc]
    runs = GroupFacilitator.objects.filter(group=group, enrolment__isnull=False).values("enrolment__run_id")
    return mine.filter(run_id__in=runs).first() or mine.first()
