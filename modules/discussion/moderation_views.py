"""Reporting a post, and what the staff of the run do about it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.people import signed_in
from courses.permissions import TRAINER, is_staff_of
from courses.visits import Visit
from modules.discussion.domain import moderation
from modules.discussion.forms import ReasonForm
from modules.discussion.models import Post
from modules.discussion.views import address_of, post_or_404


def report(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Ask the trainers to look at a post."""
    post = post_or_404(visit, public_id)
    if visit.enrolment is None or post.is_by(visit.enrolment):
        raise Http404
    form = ReasonForm(request.POST or None, is_required=False, label=_("Mikä viestissä on vialla?"))
    if request.method == "POST" and form.is_valid():
        try:
            moderation.report_post(post=post, by=visit.enrolment, reason=form.cleaned_data["reason"], at=visit.at)
        except moderation.UnableToModerate as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Kiitos. Kouluttajat katsovat viestin."))
            return redirect(address_of(visit, post))
    context = {
        "visit": visit,
        "post": post,
        "form": form,
        "title": _("Ilmoita viestistä kouluttajille"),
        "submit": _("Ilmoita kouluttajille"),
    }
    return render(request, "discussion/write.html", context, status=422 if form.is_bound else 200)


def _staffed_post_or_404(request: HttpRequest, visit: Visit, public_id: UUID) -> Post:
    """Return a post for the trainers of its run; to everybody else there is nothing here."""
    if not is_staff_of(request.user, visit.run.pk, TRAINER):
        raise Http404
    return post_or_404(visit, public_id)


def hide(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Hide a post, with the reason."""
    post = _staffed_post_or_404(request, visit, public_id)
    form = ReasonForm(request.POST if request.method == "POST" else None, label=_("Miksi viesti piilotetaan?"))
    if request.method == "POST" and form.is_valid():
        try:
            moderation.hide_post(post=post, reason=form.cleaned_data["reason"], by=signed_in(request), at=visit.at)
        except moderation.UnableToModerate as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Viesti on piilotettu. Kirjoittaja näkee perustelun."))
            return redirect(address_of(visit, post))
    context = {
        "visit": visit,
        "post": post,
        "form": form,
        "reports": list(post.reports.filter(resolved_at=None).select_related("reporter__user")),
        "title": _("Piilota viesti"),
        "submit": _("Piilota viesti"),
        "show_url": visit.url("show", public_id=public_id) if post.hidden_at else "",
        "settle_url": "" if post.hidden_at else visit.url("settle", public_id=public_id),
    }
    if not context["reports"]:
        context["settle_url"] = ""
    return render(request, "discussion/write.html", context, status=422 if form.is_bound else 200)


def show(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Show a hidden post again."""
    post = _staffed_post_or_404(request, visit, public_id)
    if request.method == "POST":
        moderation.show_post(post=post)
        messages.success(request, _("Viesti näkyy taas."))
    return redirect(address_of(visit, post))


def settle(request: HttpRequest, visit: Visit, public_id: UUID) -> HttpResponse:
    """Say that a reported post is all right."""
    post = _staffed_post_or_404(request, visit, public_id)
    if request.method == "POST":
        moderation.settle_reports(post=post, by=signed_in(request), at=visit.at)
        messages.success(request, _("Ilmoitus on käsitelty."))
    return redirect(address_of(visit, post))
