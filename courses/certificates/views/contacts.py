"""Who are an organization's contacts: a contact sees them and invites colleagues; whoever is invited accepts."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.people import signed_in
from courses.certificates.domain import inviting
from courses.certificates.forms import InvitationForm
from courses.certificates.models import ContactInvitation
from courses.certificates.views.desk import Desk, advisor_page


@require_http_methods(["GET", "HEAD", "POST"])
@advisor_page
def contacts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the organization's contacts and the open invitations; invite one more."""
    form = InvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        try:
            inviting.invite_contact(organisation=desk.organisation, email=email, by=desk.user, at=timezone.now())
        except inviting.UnableToInvite as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, _("Kutsu on lähetetty osoitteeseen %(email)s.") % {"email": email})
            return redirect("certificates:advisor-contacts", organisation=desk.organisation.slug)
    context = {
        **desk.frame(),
        "contacts": inviting.contacts_of(desk.organisation),
        "invitations": ContactInvitation.objects.open(timezone.now()).filter(organisation=desk.organisation),
        "form": form,
        "me": desk.user,
    }
    return render(request, "certificates/contacts.html", context, status=422 if form.errors else 200)


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
        return render(request, "certificates/invitation_ended.html", status=404)
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
