"""What an invitation's link leads to. Opening it changes nothing, as mail scanners open links too."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import terms
from accounts.models import User
from accounts.people import signed_in
from courses.enums import EnrolmentState
from courses.invitations.domain import accepting
from courses.invitations.domain.refusals import UnableToAnswer
from courses.invitations.enums import InvitationState
from courses.invitations.forms import JoinForm, RefuseForm
from courses.invitations.models import Invitation

GONE = 410


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation and its buttons; the press of the first one leads to the form."""
    invitation = accepting.find_invitation(token)
    other = _elsewhere(request, invitation, token)
    if other is not None or invitation is None:
        return other or _ended(request)
    if request.method == "POST":
        return redirect(_way_in(request, invitation, token))
    context = {"invitation": invitation, "run": invitation.run, "token": token, "form": RefuseForm()}
    return render(request, "invitations/invited.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the name as it will be printed and for the terms; what is sent makes the account and the enrollment."""
    invitation = accepting.find_invitation(token)
    other = _elsewhere(request, invitation, token)
    if other is not None or invitation is None:
        return other or _ended(request)
    user = signed_in(request) if request.user.is_authenticated else None
    if user is None and accepting.account_of(invitation):
        return redirect(_way_in(request, invitation, token))
    form = JoinForm(
        request.POST if request.method == "POST" else None,
        user=user,
        version=terms.CURRENT,
        accepted=user is not None and accepting.has_accepted_terms(user),
        name=invitation.name,
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _take_in(request, invitation, user, form)
        except UnableToAnswer as error:
            form.add_error(None, str(error))
    context = {"invitation": invitation, "run": invitation.run, "token": token, "form": form}
    return render(request, "invitations/joining.html", context, status=422 if form.is_bound else 200)


def _take_in(request: HttpRequest, invitation: Invitation, user: User | None, form: JoinForm) -> HttpResponse:
    at = timezone.now()
    if user is None:
        language = get_language() or invitation.language
        user = accepting.join(invitation=invitation, names=form.names(), language=language, at=at)
        get_adapter(request).login(request, user)
        invitation.refresh_from_db()
        enrolment: Any = invitation.enrolment
    else:
        enrolment = accepting.accept(invitation=invitation, user=user, names=form.names(), at=at)
    if enrolment.state == EnrolmentState.WAITING:
        messages.info(request, _("Toteutus on täynnä, joten olet jonossa. Kerromme heti, kun sinulle vapautuu paikka."))
        return redirect("courses:enrol", run=invitation.run.slug)
    messages.success(request, _("Tervetuloa koulutukseen! Paikkasi on vahvistettu."))
    return redirect("portal:home")


@never_cache
@require_POST
def refuse(request: HttpRequest, token: str) -> HttpResponse:
    """Note that the person does not come; nobody writes to them about this run any more."""
    invitation = accepting.find_invitation(token)
    if invitation is None or invitation.state not in accepting.ANSWERABLE:
        return redirect("invitations:invited", token=token)
    form = RefuseForm(request.POST)
    for_good = form.is_valid() and form.cleaned_data["for_good"]
    accepting.refuse(invitation=invitation, for_good=for_good, at=timezone.now())
    return redirect("invitations:invited", token=token)


@never_cache
@require_POST
def renew(request: HttpRequest, token: str) -> HttpResponse:
    """Mail an invitation whose time is over once more, to the address it went to."""
    invitation = accepting.find_invitation(token)
    if invitation is None:
        return _ended(request)
    try:
        accepting.renew(invitation=invitation, at=timezone.now())
    except UnableToAnswer:
        return redirect("invitations:invited", token=token)  # which says how it stands
    return render(request, "invitations/renewed.html", {"run": invitation.run})


def _elsewhere(request: HttpRequest, invitation: Invitation | None, token: str) -> HttpResponse | None:
    """Return the answer to a link that cannot be accepted now, None for one that can."""
    if invitation is None:
        return _ended(request)
    if invitation.state == InvitationState.ACCEPTED:
        return _used(request, invitation)
    if not accepting.is_for_open_run(invitation):
        return _ended(request, GONE)
    context = {"invitation": invitation, "run": invitation.run, "token": token}
    if accepting.has_expired(invitation, at=timezone.now()):
        return render(request, "invitations/expired.html", context, status=GONE)
    if request.user.is_authenticated and signed_in(request).email != invitation.email:
        back = urlencode({"next": reverse("invitations:invited", kwargs={"token": token})})
        return render(request, "invitations/other_account.html", {**context, "back": back})
    return None


def _used(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Lead on from an invitation that was accepted: home, or through the ordinary sign-in page."""
    if not request.user.is_authenticated:
        messages.info(request, _("Kutsu on jo otettu vastaan. Kirjaudu sisään."))
    elif request.user.pk != invitation.accepted_by_id:
        return _ended(request)
    return redirect("portal:home") if request.user.is_authenticated else redirect("account_login")


def _ended(request: HttpRequest, status: int = 404) -> HttpResponse:
    return render(request, "invitations/ended.html", status=status)


def _way_in(request: HttpRequest, invitation: Invitation, token: str) -> str:
    """Return where the first button leads: to the form, by way of signing in for who has an account already."""
    form = reverse("invitations:joining", kwargs={"token": token})
    if not request.user.is_authenticated and accepting.account_of(invitation):
        messages.info(request, _("Sinulla on jo tili tällä sähköpostiosoitteella. Kirjaudu sisään, niin jatketaan."))
        return f"{reverse('account_login')}?{urlencode({'next': form})}"
    return form
