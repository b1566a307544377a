"""Who are an organization's contacts: one sees them, invites colleagues or a successor; who is invited accepts."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.people import signed_in
from courses.certificates.domain import contacts as roles
from courses.certificates.domain import inviting
from courses.certificates.forms import InvitationForm, SuccessorForm
from courses.certificates.models import ContactInvitation
from courses.certificates.views.desk import Desk, advisor_page
from courses.tables import csv_response
from courses.wording import moment


@require_http_methods(["GET", "HEAD", "POST"])
@advisor_page
def contacts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the organization's contacts and the open invitations; invite one more."""
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _invite(desk, form, takes_over=False):
        messages.success(request, _("Kutsu on lähetetty osoitteeseen %(email)s.") % form.cleaned_data)
        return redirect("certificates:advisor-contacts", organisation=desk.organisation.slug)
    return _page(request, desk, form=form)


@require_POST
@advisor_page
def hand_over(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Name a successor: once the successor accepts, the role is theirs."""
    form = SuccessorForm(request.POST, prefix="seuraaja")
    if _invite(desk, form, takes_over=True):
        messages.success(
            request,
            _("Kutsu on lähetetty osoitteeseen %(email)s. Tehtävä siirtyy, kun seuraajasi hyväksyy sen.")
            % form.cleaned_data,
        )
        return redirect("certificates:advisor-contacts", organisation=desk.organisation.slug)
    return _page(request, desk, successor_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@advisor_page
def leave(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Tell what leaving the role means, and end it when the contact confirms."""
    if request.method == "POST":
        roles.leave_role(organisation=desk.organisation, user=desk.user, at=timezone.now())
        messages.success(request, _("Et ole enää organisaation %(name)s yhteyshenkilö.") % {"name": desk.organisation})
        return redirect("portal:home")
    is_last = len(roles.contacts_of(desk.organisation)) == 1
    return render(request, "certificates/leave_role.html", {**desk.frame(), "is_last": is_last})


@login_required
@require_safe
def own_actions(request: HttpRequest) -> HttpResponse:
    """Hand out what one has looked at and fetched for organizations; also after the role has ended."""
    head = [(_("Aika"), _("Organisaatio"), _("Mitä"), _("Todistuksen numero"))]
    rows = [(moment(at), *rest) for at, *rest in roles.own_actions(signed_in(request))]
    return csv_response([*head, *rows], name="omat-toimet")


def _invite(desk: Desk, form: InvitationForm, *, takes_over: bool) -> bool:
    """Send the invitation of a valid form; return whether it was sent, with the form saying why not."""
    if not form.is_valid():
        return False
    email = form.cleaned_data["email"]
    try:
        inviting.invite_contact(
            organisation=desk.organisation, email=email, by=desk.user, takes_over=takes_over, at=timezone.now()
        )
    except inviting.UnableToInvite as error:
        form.add_error("email", str(error))
        return False
    return True


def _page(
    request: HttpRequest, desk: Desk, *, form: InvitationForm | None = None, successor_form: SuccessorForm | None = None
) -> HttpResponse:
    has_errors = any(given is not None and given.errors for given in (form, successor_form))
    context = {
        **desk.frame(),
        "contacts": roles.contacts_of(desk.organisation),
        "invitations": ContactInvitation.objects.open(timezone.now()).filter(organisation=desk.organisation),
        "form": form or InvitationForm(),
        "successor_form": successor_form or SuccessorForm(prefix="seuraaja"),
        "me": desk.user,
    }
    return render(request, "certificates/contacts.html", context, status=422 if has_errors else 200)


@require_POST
@advisor_page
def withdraw(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponseBase:
    """Take an invitation back."""
    found = get_object_or_404(ContactInvitation, organisation=desk.organisation, public_id=public_id)
    inviting.withdraw_invitation(invitation=found, at=timezone.now())
    messages.success(request, _("Kutsu on peruttu."))
    return redirect("certificates:advisor-contacts", organisation=desk.organisation.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, public_id: UUID, token: str) -> HttpResponse:
    """Show an invitation; opening it changes nothing, as mail scanners open links too. A press of the button joins."""
    at = timezone.now()
    invitation = inviting.find_invitation(public_id=public_id, token=token, at=at)
    if invitation is None:
        return _accepted_or_ended(request, public_id, token)
    error = ""
    if request.method == "POST":
        if not request.user.is_authenticated:
            raise Http404
        try:
            inviting.accept_invitation(invitation=invitation, user=signed_in(request), at=at)
        except inviting.UnableToJoin as refused:
            error = str(refused)
        else:
            return redirect("certificates:advisor", organisation=invitation.organisation.slug)
    is_same = request.user.is_authenticated and signed_in(request).email == invitation.email
    context = {
        "invitation": invitation,
        "is_same": is_same,
        "error": error,
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': request.path})}",
        "sign_up": f"{reverse('account_signup')}?{urlencode({'next': request.path})}",
    }
    response = render(request, "certificates/invited.html", context, status=422 if error else 200)
    response["Cache-Control"] = "private, no-store"
    return response


def _accepted_or_ended(request: HttpRequest, public_id: UUID, token: str) -> HttpResponse:
    """Lead on who has accepted the invitation already; tell others that it is over."""
    if request.user.is_authenticated:
        organisation = inviting.has_accepted(public_id=public_id, token=token, user=signed_in(request))
        if organisation is not None:
            return redirect("certificates:advisor", organisation=organisation.slug)
    return render(request, "certificates/invitation_ended.html", status=404)
