"""Writing, reading and amending the log of a meeting."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.people import signed_in
from courses.groups.domain import logs as domain
from courses.groups.domain.private_words import opened_or_none
from courses.groups.forms.asking import AskingMixin
from courses.groups.forms.fields import NoteField
from courses.groups.models import HelpRequest
from courses.groups.permissions import group_or_404, meeting_or_404, own_log_or_404
from courses.groups.views.frame import form_page, is_done, page, url
from courses.groups.views.writing import LogDesk


@login_required
def write(request: HttpRequest, group: UUID, meeting: UUID | None = None) -> HttpResponse:
    """Show the log form, save its draft, or send it."""
    user = signed_in(request)
    found_meeting = meeting_or_404(user, group, meeting) if meeting else None
    found = found_meeting.group if found_meeting else group_or_404(user, group)
    desk = LogDesk(request, user=user, group=found, meeting=found_meeting, at=timezone.now())
    if request.method != "POST":
        return desk.open()
    return desk.save_draft() if request.POST.get("save") == "draft" else desk.send()


@login_required
def show(request: HttpRequest, group: UUID, log: UUID) -> HttpResponse:
    """Show a log to the group's facilitators; what is private to its author only."""
    user = signed_in(request)
    found = own_log_or_404(user, group, log)
    costs = list(found.meeting.costs.all())
    context = {
        "log": found,
        "parts": list(found.parts.all()),
        "costs": costs,
        "cost_total": sum(row.net for row in costs),
        "amendments": list(found.amendments.all()),
        "is_author": found.author_id == user.pk,
        "private_text": opened_or_none(user=user, sealed=found.private_sealed),
        "request_for_help": HelpRequest.objects.filter(log=found, enrolment__user=user)
        .select_related("enrolment__run")
        .first(),
    }
    return page(request, "log.html", found.meeting.group, context)


class AmendForm(AskingMixin, forms.Form):
    """An addition to a log the trainer has read."""

    watched_fields = ("text",)

    text = NoteField(label=gettext_lazy("Täydennys"), rows=4, max_length=600)


@login_required
def amend(request: HttpRequest, group: UUID, log: UUID) -> HttpResponse:
    """Add to a log that the trainer has read."""
    user = signed_in(request)
    found = own_log_or_404(user, group, log)
    back = url("logged", found.meeting.group, log=found.public_id)
    if found.author_id != user.pk:
        return redirect(back)
    form = AmendForm(request.POST or None)
    form.extra_names = list(found.meeting.group.members.values_list("pseudonym", flat=True))
    question = None
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        text, at = form.cleaned_data["text"], timezone.now()
        if question is None and is_done(form, lambda: domain.amend_log(log=found, author=user, text=text, at=at)):
            messages.success(request, _("Täydennys on tallennettu."))
            return redirect(back)
    return form_page(
        request,
        found.meeting.group,
        form,
        question=question,
        title=_("Täydennä kirjausta"),
        lead=_("Kouluttaja on lukenut kirjauksen, joten se pysyy ennallaan. Täydennys näkyy sen alla."),
        submit=_("Tallenna täydennys"),
        cancel_url=back,
    )
