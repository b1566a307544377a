"""A facilitator's side of shared sessions: finding, reserving, confirming, giving back, telling how it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.people import signed_in
from courses.experts import permissions
from courses.experts.domain import feedback as telling
from courses.experts.domain import reservations as domain
from courses.experts.domain.networks import pseudonyms_of
from courses.experts.domain.reading import face_for, lists_for, shares_for_group
from courses.experts.enums import Hat, SessionState
from courses.experts.forms.sessions import FeedbackForm, ReserveForm
from courses.experts.models import ExpertSession
from courses.experts.views.frame import desk_url
from courses.groups.permissions import group_or_404
from courses.groups.views.frame import INVALID, act, is_done
from courses.groups.views.frame import crumbs as group_crumbs


@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the sessions that the person's groups can take part in."""
    user = signed_in(request)
    permissions.facilitator_or_404(user)
    lists = lists_for(user=user, sessions=permissions.sessions_for(user), at=timezone.now())
    arranged = ExpertSession.objects.filter(organizer=user, hat=Hat.FACILITATOR).order_by("-changed_at")[:50]
    return render(request, "experts/sessions.html", {"lists": lists, "arranged": arranged})


@login_required
@require_safe
def of_group(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show what one group has reserved, in the frame of the group's pages."""
    found = group_or_404(request.user, group)
    context = {"group": found, "crumbs": group_crumbs(found), "shares": shares_for_group(group=found)}
    return render(request, "experts/group_sessions.html", context)


@login_required
def show(request: HttpRequest, session: UUID) -> HttpResponse:
    """Show a session; a POST reserves places for one of the person's groups or changes their number."""
    user = signed_in(request)
    found = permissions.session_or_404(user, session)
    groups = permissions.own_groups(user)
    form = ReserveForm(request.POST or None, groups=groups)
    if request.method == "POST" and form.is_valid():
        data, at = form.cleaned_data, timezone.now()
        values = {"session": found, "group": data["group"], "heads": data["heads"], "by": user, "at": at}
        if is_done(form, lambda: domain.reserve_places(**values), "heads"):
            messages.success(request, _("Paikat on varattu."))
            return redirect("experts:session", session=found.public_id)
        found = permissions.session_or_404(user, session)
    return _page(request, found, form, INVALID if request.method == "POST" else 200)


def _page(request: HttpRequest, session: ExpertSession, form: ReserveForm, status: int) -> HttpResponse:
    user = signed_in(request)
    face = face_for(session=session, user=user, at=timezone.now())
    if not form.is_bound:
        form.initial["heads"] = (
            face["mine"][0].reservation.heads if face["mine"] else (face["preview"] or {}).get("heads")
        )
    context = {
        "session": session,
        "form": form,
        "desk": desk_url(session.hat, "desk", session) if session.organizer_id == user.pk else "",
        "wants_feedback": session.state == SessionState.HELD and bool(face["mine"]),
        "crumbs": [{"title": _("Asiantuntijaosuudet"), "url": reverse("experts:sessions")}],
        **face,
    }
    return render(request, "experts/session.html", context, status=status)


def _for_own_group(request: HttpRequest, session: UUID, verb: Callable[..., Any], success: str) -> HttpResponse:
    """Do what a button asks for, for the group that the form names."""
    found = permissions.session_or_404(request.user, session)
    group = permissions.own_group_or_404(request.user, request.POST.get("group", ""))
    back = reverse("experts:session", kwargs={"session": found.public_id})
    return act(request, lambda: verb(session=found, group=group), success, back)


@login_required
@require_POST
def confirm(request: HttpRequest, session: UUID) -> HttpResponse:
    """Confirm a reservation after the price has changed."""
    by, at = signed_in(request), timezone.now()

    def verb(**about: Any) -> None:
        domain.confirm_reservation(by=by, at=at, **about)

    return _for_own_group(request, session, verb, _("Varaus on vahvistettu."))


@login_required
@require_POST
def give_back(request: HttpRequest, session: UUID) -> HttpResponse:
    """Cancel a reservation before the deadline."""
    at = timezone.now()

    def verb(**about: Any) -> None:
        domain.cancel_reservation(at=at, **about)

    return _for_own_group(request, session, verb, _("Varaus on peruttu."))


@login_required
@require_POST
def same_need(request: HttpRequest, session: UUID) -> HttpResponse:
    """Tell that a group has the same need, or take that back."""
    by, at = signed_in(request), timezone.now()
    if request.POST.get("action") == "back":
        return _for_own_group(request, session, telling.take_back_need, _("Merkintä on poistettu."))
    heads = request.POST.get("heads", "")
    number = int(heads) if heads.isascii() and heads.isdigit() and len(heads) < 5 else 0

    def verb(**about: Any) -> None:
        telling.tell_same_need(heads=number, by=by, at=at, **about)

    return _for_own_group(request, session, verb, _("Kerroimme, että ryhmälläsi on sama tarve."))


@login_required
def feedback(request: HttpRequest, session: UUID) -> HttpResponse:
    """Ask how it was; the organizer reads it without the group's name."""
    user = signed_in(request)
    found = permissions.session_or_404(user, session)
    groups = [share.reservation.group for share in face_for(session=found, user=user, at=timezone.now())["mine"]]
    back = reverse("experts:session", kwargs={"session": found.public_id})
    if not groups or found.state != SessionState.HELD:
        messages.error(
            request, _("Palautetta voi antaa, kun asiantuntijaosuus on pidetty ja palautteen keruu on auki.")
        )
        return redirect(back)
    form = FeedbackForm(request.POST or None, groups=groups, pseudonyms=pseudonyms_of(user=user))
    question = None
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        values = {"session": found, "by": user, "at": timezone.now(), **form.cleaned_data}
        if question is None and is_done(form, lambda: telling.give_feedback(**values)):
            messages.success(request, _("Kiitos palautteesta."))
            return redirect(back)
    context: dict[str, Any] = {
        "form": form,
        "question": question,
        "title": _("Palaute"),
        "over": found.topic,
        "cancel_url": back,
    }
    context |= {"submit": _("Anna palaute"), "crumbs": [{"title": found.topic, "url": back}]}
    return render(request, "experts/form.html", context, status=INVALID if request.method == "POST" else 200)
