"""Planning a row of meetings: first the days are shown with their holidays, then those that are wanted are planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.people import signed_in
from courses.domain.holidays import holiday_on
from courses.groups.domain.series import MOST, plan_series, series_days
from courses.groups.forms.fields import DayField
from courses.groups.forms.meetings import SeriesForm
from courses.groups.permissions import group_or_404
from courses.groups.views.frame import INVALID, is_done, page, url
from courses.groups.views.meetings import names_of, suggested


@dataclass(frozen=True)
class Row:
    """One day of the preview as it is drawn: what was typed, whether it is wanted, and what to know of it."""

    number: int
    typed: str
    is_kept: bool
    holiday: str
    weekday: date | None
    error: str = ""


@login_required
def series(request: HttpRequest, group: UUID) -> HttpResponse:
    """Ask how often and how many times, show the days, and plan them when the person says so."""
    user = signed_in(request)
    found = group_or_404(user, group)
    form = SeriesForm(request.POST or None, initial=suggested(request, found), names=names_of(found))
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        context |= {"rows": _rows(request, form), "basis": _basis(form)}
        days = _wanted(context["rows"], form)
        wants = {"save", "anyway"} & request.POST.keys() and request.POST.get("basis") == context["basis"]
        context["question"] = form.must_ask(request) if wants else None
        at = timezone.now()
        if (
            wants
            and days
            and context["question"] is None
            and is_done(form, lambda: plan_series(group=found, plan=form.plan(), days=days, by=user, at=at))
        ):
            text = ngettext("%(n)s tapaaminen on suunniteltu.", "%(n)s tapaamista on suunniteltu.", len(days))
            messages.success(request, text % {"n": len(days)})
            return redirect(url("meetings", found))
    refused = bool(form.errors or context.get("question"))
    return page(request, "series.html", found, context, status=INVALID if refused else 200)


def _basis(form: SeriesForm) -> str:
    """Return what the days were worked out from: when it changes, they are worked out and shown anew."""
    data = form.cleaned_data
    return f"{data['day']}/{data['rhythm']}/{data['count']}"


def _rows(request: HttpRequest, form: SeriesForm) -> list[Row]:
    """Return the days as the person has left them, or as they are worked out."""
    if request.POST.get("basis") != _basis(form):
        data = form.cleaned_data
        found = series_days(first=data["day"], rhythm=data["rhythm"], count=data["count"])
        return [Row(number, f"{row.day:%Y-%m-%d}", True, row.holiday, row.day) for number, row in enumerate(found)]
    typed, kept = request.POST.getlist("days")[:MOST], set(request.POST.getlist("kept"))
    return [_row(number, text, str(number) in kept) for number, text in enumerate(typed)]


def _row(number: int, text: str, is_kept: bool) -> Row:
    field = DayField()
    try:
        day = field.clean(text)
    except Exception as error:
        words = getattr(error, "messages", [""])[0]
        return Row(number, text[:20], is_kept, "", None, words if is_kept else "")
    return Row(number, f"{day:%Y-%m-%d}", is_kept, holiday_on(day), day)


def _wanted(rows: list[Row], form: SeriesForm) -> list[date]:
    """Return the days to plan; the form says so when none is left or one of them cannot be read."""
    kept = [row for row in rows if row.is_kept]
    if not kept:
        form.add_error(None, _("Valitse ainakin yksi päivä."))
    if any(row.error for row in kept):
        form.add_error(None, _("Tarkista päivät: kirjoita ne muodossa 24.11.2026."))
        return []
    return [row.weekday for row in kept if row.weekday]
