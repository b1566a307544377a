"""Member cards: for the group's facilitators only."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.groups.domain import members as domain
from courses.groups.domain.reading import composition_of
from courses.groups.forms.members import CardForm, ConfirmForm, LeaveForm
from courses.groups.papers import text_of
from courses.groups.permissions import group_or_404, member_or_404
from courses.groups.views.frame import act, form_page, is_done, page, url


@login_required
def listing(request: HttpRequest, group: UUID) -> HttpResponse:
    """Show the cards of the group and the pairs that may not fit together."""
    found = group_or_404(request.user, group)
    return page(request, "members_page.html", found, composition_of(group=found))


@login_required
def add(request: HttpRequest, group: UUID) -> HttpResponse:
    """Add a candidate."""
    found = group_or_404(request.user, group)
    form = CardForm(request.POST or None, group=found)
    question = None
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        at = timezone.now()
        if question is None and is_done(
            form, lambda: domain.add_candidate(group=found, card=form.card(), at=at), "pseudonym"
        ):
            messages.success(request, _("Ehdokas on lisätty."))
            return redirect(url("member-add", found) if "again" in request.POST else url("members", found))
    language = (get_language() or "fi")[:2]
    return form_page(
        request,
        found,
        form,
        template="card_form.html",
        guide=text_of("guide", language),
        language=language,
        question=question,
        title=_("Lisää ehdokas"),
        lead=_("Kirjaa vain nämä. Nimi ja yhteystiedot pysyvät omissa muistiinpanoissasi."),
        submit=_("Tallenna ehdokas"),
        again=_("Tallenna ja lisää seuraava"),
    )


@login_required
def edit(request: HttpRequest, group: UUID, member: UUID) -> HttpResponse:
    """Correct a card."""
    found = member_or_404(request.user, group, member)
    form = CardForm(request.POST or None, group=found.group, initial=CardForm.initial_of(found))
    question = None
    if request.method == "POST" and form.is_valid():
        question = form.must_ask(request)
        at = timezone.now()
        if question is None and is_done(
            form, lambda: domain.change_card(member=found, card=form.card(), at=at), "pseudonym"
        ):
            messages.success(request, _("Kortti on tallennettu."))
            return redirect(url("members", found.group))
    context = {"form": form, "member": found, "question": question}
    return page(request, "member.html", found.group, context, status=422 if request.method == "POST" else 200)


@login_required
@require_POST
def invited(request: HttpRequest, group: UUID, member: UUID) -> HttpResponse:
    """Note that the candidate has been invited."""
    found = member_or_404(request.user, group, member)
    return act(
        request, lambda: domain.mark_invited(member=found), _("Merkitty kutsutuksi."), url("members", found.group)
    )


@login_required
def confirm(request: HttpRequest, group: UUID, member: UUID) -> HttpResponse:
    """Take a candidate into the group."""
    found = member_or_404(request.user, group, member)
    initial = {"wishes_asked_on": found.wishes_asked_on, "agreed_on": found.agreed_on}
    form = ConfirmForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data, at = form.cleaned_data, timezone.now()
        if is_done(form, lambda: domain.confirm_member(member=found, at=at, **data)):
            messages.success(request, _("Ryhmäläinen on vahvistettu."))
            return redirect(url("members", found.group))
    title = _("Vahvista ryhmäläinen: %(name)s") % {"name": found.pseudonym}
    return form_page(request, found.group, form, title=title, submit=_("Vahvista"))


@login_required
def left(request: HttpRequest, group: UUID, member: UUID) -> HttpResponse:
    """Note that a member has left."""
    found = member_or_404(request.user, group, member)
    form = LeaveForm(request.POST or None, initial={"left_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        if is_done(form, lambda: domain.mark_left(member=found, left_on=form.cleaned_data["left_on"], at=at)):
            messages.success(request, _("Merkitty lähteneeksi."))
            return redirect(url("members", found.group))
    title = _("Ryhmäläinen lähti: %(name)s") % {"name": found.pseudonym}
    return form_page(request, found.group, form, title=title, submit=_("Merkitse lähteneeksi"))


@login_required
def remove(request: HttpRequest, group: UUID, member: UUID) -> HttpResponse:
    """Delete a card for real, after asking."""
    found = member_or_404(request.user, group, member)
    if request.method == "POST":
        back = url("members", found.group)
        return act(
            request, lambda: domain.remove_member(member=found, at=timezone.now()), _("Kortti on poistettu."), back
        )
    return page(request, "remove.html", found.group, {"member": found})
