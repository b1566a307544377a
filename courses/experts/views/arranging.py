"""An organizer's side, the same in three roles: facilitator, business advisor, expert. Heads of groups, never names."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.models import OrganisationContact
from accounts.people import signed_in
from courses.experts import permissions
from courses.experts.domain import arranging as domain
from courses.experts.domain.arranging import Organizer
from courses.experts.domain.networks import pseudonyms_of
from courses.experts.domain.reading import desk_of
from courses.experts.enums import Hat, SessionState
from courses.experts.forms.sessions import NeedForm, OfferForm
from courses.experts.models import ExpertSession
from courses.experts.views.frame import crumbs, desk_url, form_page, list_url, networks_for
from courses.groups.views.frame import act, is_done

VERBS = {
    "seek": (domain.seek_expert, gettext_lazy("Asiantuntijan haku on aloitettu.")),
    "close": (domain.close_reservations, gettext_lazy("Varaukset on suljettu ja osuudet vahvistettu.")),
    "cancel": (domain.cancel_session, gettext_lazy("Asiantuntijaosuus on peruttu, ja varanneille on kerrottu.")),
    "held": (
        domain.mark_held,
        gettext_lazy("Asiantuntijaosuus on merkitty pidetyksi. Ryhmät voivat antaa palautetta."),
    ),
    "collect": (domain.collect_feedback, gettext_lazy("Palaute on koottu.")),
}


@login_required
@require_safe
def listing(request: HttpRequest, hat: str) -> HttpResponse:
    """List the sessions the person arranges in this role."""
    user = signed_in(request)
    permissions.hat_or_404(user, hat)
    rows = ExpertSession.objects.filter(organizer=user, hat=hat).order_by("-changed_at")[:100]
    context = {"rows": rows, "hat": hat, "new_url": desk_url(hat, "new")}
    return render(request, "experts/arranged.html", context)


def _organizer(request: HttpRequest, hat: str) -> Organizer:
    user = signed_in(request)
    permissions.hat_or_404(user, hat)
    contact = None
    if hat == Hat.ADVISOR:
        rows = OrganisationContact.objects.filter(user=user, ended_at=None).select_related("organisation")
        contact = rows.order_by("since", "pk").first()
    return Organizer(user, hat, contact.organisation if contact else None)


@login_required
def need(request: HttpRequest) -> HttpResponse:
    """Tell the network what a group needs."""
    organizer = _organizer(request, Hat.FACILITATOR)
    networks = networks_for(organizer.user, Hat.FACILITATOR)
    form = NeedForm(request.POST or None, networks=networks, pseudonyms=pseudonyms_of(user=organizer.user))
    question = None
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        if question is None:
            is_sought = "seek" in request.POST
            made = domain.tell_need(organizer=organizer, need=form.need(), is_sought=is_sought, at=timezone.now())
            messages.success(request, _("Tarve on kerrottu muille ohjaajille."))
            return redirect(desk_url(Hat.FACILITATOR, "desk", made))
    return form_page(
        request,
        form,
        question=question,
        title=_("Kerro tarve"),
        lead=_("Muut ohjaajat näkevät tarpeen ja voivat kertoa, että heidän ryhmällään on sama."),
        submit=_("Kerro tarve"),
        cancel_url=list_url(Hat.FACILITATOR),
        crumbs=crumbs(Hat.FACILITATOR),
    )


@login_required
def new(request: HttpRequest, hat: str) -> HttpResponse:
    """Offer a session that has been agreed."""
    return _offer(request, _organizer(request, hat), None)


@login_required
def edit(request: HttpRequest, hat: str, session: UUID) -> HttpResponse:
    """Agree on the details of a need, or change what was agreed."""
    found = permissions.desk_or_404(request.user, hat, session)
    return _offer(request, _organizer(request, hat), found)


def _offer(request: HttpRequest, organizer: Organizer, session: ExpertSession | None) -> HttpResponse:
    hat, user = organizer.hat, organizer.user
    initial = OfferForm.initial_of(session) if session else {}
    form = OfferForm(
        request.POST or None, networks=networks_for(user, hat), initial=initial, pseudonyms=pseudonyms_of(user=user)
    )
    question, made = None, []
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        at = timezone.now()
        if question is None and is_done(form, lambda: made.append(_save(form, organizer, session, at))):
            messages.success(request, _("Asiantuntijaosuus on tallennettu."))
            return redirect(desk_url(hat, "desk", made[0]))
    is_agreed = bool(session and session.state == SessionState.AGREED)
    return form_page(
        request,
        form,
        question=question,
        css="pairs-form form--wide",
        template="offer_form.html",
        title=_("Muuta asiantuntijaosuutta") if is_agreed else _("Tarjoa asiantuntijaosuus"),
        lead=_offer_lead(session, is_agreed),
        submit=_("Tallenna muutokset") if is_agreed else _("Avaa varattavaksi"),
        cancel_url=desk_url(hat, "desk", session) if session else list_url(hat),
        crumbs=crumbs(hat, session),
    )


def _offer_lead(session: ExpertSession | None, is_agreed: bool) -> str:
    if session and is_agreed and session.seats_taken:
        return _("Paikkoja on varattu. Jos muutat hintaa, jokainen ryhmä vahvistaa varauksensa uudelleen.")
    return _("Ohjaajat varaavat ryhmilleen paikkoja. Ryhmäläisten nimiä ei kysytä missään vaiheessa.")


def _save(form: OfferForm, organizer: Organizer, session: ExpertSession | None, at: datetime) -> ExpertSession:
    if session and session.state not in (SessionState.NEED, SessionState.SOUGHT):
        return domain.change_session(session=session, offer=form.offer(), at=at)
    return domain.agree_session(organizer=organizer, offer=form.offer(), session=session, at=at)


@login_required
@require_safe
def desk(request: HttpRequest, hat: str, session: UUID) -> HttpResponse:
    """Show the organizer the heads and shares of the groups, and what to do next."""
    found = permissions.desk_or_404(request.user, hat, session)
    at = timezone.now()
    context: dict[str, Any] = {
        "session": found,
        "hat": hat,
        "shows_people": hat == Hat.FACILITATOR,
        "act_url": desk_url(hat, "act", found),
        "edit_url": desk_url(hat, "edit", found),
        "has_begun": bool(found.starts_at and found.starts_at <= at),
        "crumbs": crumbs(hat),
        **desk_of(session=found),
    }
    return render(request, "experts/desk.html", context)


@login_required
@require_POST
def do(request: HttpRequest, hat: str, session: UUID) -> HttpResponse:
    """Do one of the organizer's steps; an unknown one changes nothing."""
    found = permissions.desk_or_404(request.user, hat, session)
    back = desk_url(hat, "desk", found)
    verb, success = VERBS.get(request.POST.get("action", ""), (None, ""))
    if verb is None:
        return redirect(back)
    return act(request, lambda: verb(session=found, at=timezone.now()), str(success), back)
