"""Changing a session: the form, the preview of who is told, and the deed (K8)."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people import signed_in
from courses import permissions
from courses.domain.holidays import day_note
from courses.domain.moves import (
    OutOfOrder,
    PastNotMeant,
    Setting,
    UnableToMove,
    cancel_session,
    change_session,
    check_move,
    is_told,
    restore_session,
)
from courses.domain.overlaps import overlaps_of
from courses.domain.telling import notices_of, people_concerned
from courses.enums import SessionState
from courses.models import CourseRun, Session, SessionChange
from courses.session_forms import ChangeForm, SessionForm, learn_of_changes
from courses.views.attendance import session_or_404

TELL, EDIT = "kerro", "muokkaa"
PER_PAGE = 100
SHOWN = 24  # names on a page that only has to show whom it is about


def people_context(run: CourseRun, request: HttpRequest, *, applicants: bool = False) -> dict[str, Any]:
    """Return who would be told, for the page: whose mail fails first, then names up to a handful."""
    people = people_concerned(run=run, by=signed_in(request), applicants=applicants)
    failing = [one for one in people if one.is_unreachable]
    others = [one for one in people if not one.is_unreachable]
    return {"people": people, "failing": failing, "shown": others[:SHOWN], "more": max(0, len(others) - SHOWN)}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_session(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Set a session's time and place: the form, then who is told, then telling them."""
    found = permissions.staffed_run_or_404(request.user, run)
    session = session_or_404(found, position)
    form = SessionForm(request.POST or None, instance=session)
    if request.method == "POST" and form.is_valid() and request.POST.get("step") != EDIT:
        answer = _take(request, form, session_or_404(found, position))
        if answer is not None:
            return answer
    status = 422 if form.is_bound and form.errors else 200
    context = {"run": found, "session": session_or_404(found, position), "form": form}
    return render(request, "courses/edit_session.html", context, status=status)


def _take(request: HttpRequest, form: SessionForm, session: Session) -> HttpResponse | None:
    """Show who is told, or change the session; None leads back to the form with an error."""
    at, to = timezone.now(), form.setting()
    last = ChangeForm(request.POST) if request.POST.get("step") == TELL else None
    try:
        if to != Setting.of(session) and last is None:
            check_move(session=session, to=to, at=at, past_is_meant=form.past_is_meant)
            if is_told(session, to, at=at):
                return _show_who(request, form, session, ChangeForm.fresh(session))
        elif last is not None and not last.is_valid():
            return _show_who(request, form, session, last)
        values: dict[str, Any] = last.cleaned_data if last else {"key": uuid4(), "words": ""}
        told = change_session(
            session=session,
            to=to,
            **form.details(),
            by=signed_in(request),
            at=at,
            key=values["key"],
            seen=form.cleaned_data["seen"],
            words=values["words"],
            past_is_meant=form.past_is_meant,
        )
    except PastNotMeant as error:
        form.refuse_past(str(error))
        return None
    except UnableToMove as error:
        form.add_error("starts_at" if isinstance(error, OutOfOrder) else None, str(error))
        learn_of_changes(form, session)
        return None
    messages.success(request, _told(told))
    return redirect("courses:schedule", run=session.run.slug)


def _show_who(request: HttpRequest, form: SessionForm, session: Session, last: ChangeForm) -> HttpResponse:
    to = form.setting()
    context = {
        "run": session.run,
        "session": session,
        "to": to,
        "kept": [(name, value) for name, values in request.POST.lists() for value in values if name in form.fields],
        "form": last,
        "moved": to.starts_at != session.starts_at or to.minutes != session.minutes,
        "mode": dict(form.fields["mode"].choices).get(to.mode, to.mode),  # type: ignore[attr-defined]
        "note": day_note(timezone.localdate(to.starts_at)),
        "overlaps": overlaps_of(run=session.run, starts_at=to.starts_at, ends_at=to.ends_at),
        **people_context(session.run, request),
    }
    return render(request, "courses/change_preview.html", context, status=422 if last.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Show who is told that the session is cancelled, or taken back, and do it."""
    found = permissions.staffed_run_or_404(request.user, run)
    session = session_or_404(found, position)
    restores = request.resolver_match is not None and request.resolver_match.url_name == "restore-session"
    form = ChangeForm(request.POST) if request.method == "POST" else ChangeForm.fresh(session)
    if request.method == "POST" and form.is_valid():
        deed = restore_session if restores else cancel_session
        try:
            change = deed(session=session, by=signed_in(request), at=timezone.now(), **form.cleaned_data)
        except UnableToMove as error:
            form.add_error(None, str(error))
            learn_of_changes(form, session)
        else:
            messages.success(request, _told(change))
            return redirect("courses:schedule", run=found.slug)
    at = timezone.now()
    context = {
        "run": found,
        "session": session,
        "form": form,
        "restores": restores,
        "fits": (session.state == SessionState.CANCELLED) == restores,
        "is_told": is_told(session, Setting.of(session), at=at),
        **people_context(found, request),
    }
    return render(request, "courses/cancel_session.html", context, status=422 if form.is_bound else 200)


@login_required
@require_safe
def told(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Show who was told of the session's newest change, and whose mail did not get through."""
    found = permissions.staffed_run_or_404(request.user, run)
    session = session_or_404(found, position)
    change = session.changes.select_related("by").first()
    if change is None:
        raise Http404
    rows = Paginator(notices_of(session), PER_PAGE).get_page(request.GET.get("page"))
    context = {"run": found, "session": session, "change": change, "rows": rows}
    return render(request, "courses/told.html", context)


def _told(change: SessionChange | None) -> str:
    if change is None:
        return _("Kerta on tallennettu. Muutoksesta ei lähetetty viestiä.")
    done = {
        SessionChange.Kind.MOVED: _("Kerran muutos on tallennettu."),
        SessionChange.Kind.CANCELLED: _("Kerta on peruttu."),
        SessionChange.Kind.RESTORED: _("Kerta on palautettu."),
    }[SessionChange.Kind(change.kind)]
    if not change.concerned:
        return f"{done} {_('Kenellekään ei lähetetty viestiä.')}"
    if change.is_being_told:
        text = _("Siitä kerrotaan %(all)s henkilölle, ja %(told)s on jo saanut viestin. Loput lähtevät taustalla.")
        return f"{done} {text % {'all': change.concerned, 'told': change.told}}"
    text = ngettext("Siitä kerrottiin %(n)s henkilölle.", "Siitä kerrottiin %(n)s henkilölle.", change.told)
    return f"{done} {text % {'n': change.told}}"
