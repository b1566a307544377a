"""Bringing a conference's list of attendees into the register: upload, look, match by hand, confirm."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.people import signed_in
from courses import permissions
from courses.conference_forms import ConferenceForm, MatchForm
from courses.domain.attendance import ReasonMissing, UnableToMark, has_been_closed
from courses.domain.conference import ListGone, Preview, confirm_list, keep_list, preview_of
from courses.domain.conference_files import UnableToRead
from courses.enums import AttendanceState
from courses.models import Attendance, ConferenceList, CourseRun, Enrolment, Session
from courses.views.attendance import people_of, session_or_404


@login_required
def upload(request: HttpRequest, run: str, position: int) -> HttpResponse:
    """Take a list of attendees and keep it aside for a look."""
    found = permissions.staffed_run_or_404(request.user, run)
    session = session_or_404(found, position)
    form = ConferenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        zone, shift = form.clock()
        content = form.cleaned_data["file"].read()
        by, at = signed_in(request), timezone.now()
        try:
            kept = keep_list(session=session, content=content, zone=zone, shift=shift, by=by, at=at)
        except UnableToRead as error:
            form.add_error("file", str(error))
        except UnableToMark as error:
            form.add_error(None, str(error))
        else:
            return redirect("courses:conference", run=run, position=position, listing=kept.public_id)
    context = {"run": found, "session": session, "form": form}
    return render(request, "courses/conference_upload.html", context, status=422 if form.is_bound else 200)


@login_required
def preview(request: HttpRequest, run: str, position: int, listing: UUID) -> HttpResponse:
    """Show what the list would enter, and enter it when confirmed."""
    found = permissions.staffed_run_or_404(request.user, run)
    session = session_or_404(found, position)
    kept = ConferenceList.objects.filter(public_id=listing, session=session, uploaded_by=signed_in(request)).first()
    if kept is None:
        return _gone(request, run, position)
    kept.session = session
    people = people_of(found, with_rules=True)
    seen = preview_of(kept, people=people)
    form = MatchForm(request.POST or None, preview=seen, people=people)
    if request.method == "POST":
        if request.POST.get("action") == "drop":
            kept.delete()
            messages.success(request, _("Luettelo on poistettu. Mitään ei kirjattu."))
            return redirect("courses:attendance", run=run, position=position)
        if form.is_valid():
            answer = _confirm(request, kept, people, form)
            if answer is not None:
                return answer
            seen = preview_of(kept, people=people, chosen=form.decision().chosen)
    context = _context(found, session, seen, form)
    return render(request, "courses/conference.html", context, status=422 if form.is_bound else 200)


def _confirm(
    request: HttpRequest, kept: ConferenceList, people: list[Enrolment], form: MatchForm
) -> HttpResponse | None:
    """Enter the list; return where to go, or nothing when the form has to be shown again."""
    kwargs: dict[str, Any] = {"run": kept.session.run.slug, "position": kept.session.position}
    by, at = signed_in(request), timezone.now()
    try:
        taken = confirm_list(stored=kept, people=people, decision=form.decision(), by=by, at=at)
    except ListGone:
        return _gone(request, **kwargs)
    except ReasonMissing as error:
        form.add_error("reason", str(error))
        return None
    except UnableToMark as error:
        form.add_error(None, str(error))
        return None
    text = ngettext("%(count)s merkintä tuotu luettelosta.", "%(count)s merkintää tuotu luettelosta.", taken.changed)
    messages.success(request, text % {"count": taken.changed})
    return redirect("courses:attendance", **kwargs)


def _gone(request: HttpRequest, run: str, position: int) -> HttpResponse:
    messages.info(request, _("Luettelo on jo käsitelty tai poistettu."))
    return redirect("courses:attendance", run=run, position=position)


def _context(run: CourseRun, session: Session, seen: Preview, form: MatchForm) -> dict[str, Any]:
    """Return the lines with their choices and verdicts."""
    marks = Attendance.objects.filter(session=session).exclude(state=AttendanceState.UNMARKED)
    known = {mark.enrolment_id: mark for mark in marks}
    words = dict(AttendanceState.choices)
    rows = [
        {
            "line": line,
            "field": form.line(line.number),
            "outcome": words[seen.outcome[line.person.pk][0]] if line.person else "",
            "total": seen.outcome[line.person.pk][1] if line.person else 0,
            "known": known.get(line.person.pk) if line.person else None,
        }
        for line in seen.lines
    ]
    rows.sort(key=lambda row: (row["line"].person is not None, row["line"].how != "similar", row["line"].number))
    unknown = sum(row["line"].person is None for row in rows)
    return {
        "run": run,
        "session": session,
        "rows": rows,
        "form": form,
        "missing": seen.missing,
        "unknown": unknown,
        "recognized": len(rows) - unknown,
        "needs_reason": has_been_closed(session),
    }
