"""The pages of the private notebook. Every note is found through its owner; there is no other way to one."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.people import signed_in
from courses.groups.permissions import group_or_404
from courses.notebook import domain
from courses.notebook.forms import NoteForm, SearchForm
from courses.notebook.models import Note
from sealing.domain import UnableToOpen

PER_PAGE = 20
INVALID, CONFLICT = 422, 409


def _note_or_404(request: HttpRequest, public_id: UUID) -> Note:
    note = Note.objects.filter(owner=signed_in(request), public_id=public_id).first()
    if note is None:
        raise Http404
    note.owner = signed_in(request)
    return note


def _draw(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    crumbs = [{"title": _("Omat ryhmät"), "url": reverse("groups:mine")}]
    if template != "list":
        crumbs.append({"title": _("Muistikirja"), "url": reverse("notebook:list")})
    return render(request, f"notebook/{template}.html", {"crumbs": crumbs, **context}, status=status)


@login_required
def from_group(request: HttpRequest, group: UUID) -> HttpResponse:
    """Lead from a group's menu to the notebook, which belongs to the person and to no group."""
    group_or_404(request.user, group)
    return redirect("notebook:list")


@login_required
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """List the notes, the newest first."""
    user = signed_in(request)
    page = Paginator(Note.objects.filter(owner=user), PER_PAGE).get_page(request.GET.get("page"))
    lines = domain.lines_of(owner=user, notes=list(page.object_list))
    context = {"page": page, "lines": lines, "search": SearchForm(), "is_locked": any(x.begins is None for x in lines)}
    return _draw(request, "list", context)


@login_required
@never_cache
def search(request: HttpRequest) -> HttpResponse:
    """Look for words in one's own notes; by POST, so that the words stand in no address and no log."""
    if request.method != "POST":
        return redirect("notebook:list")
    form = SearchForm(request.POST)
    context: dict[str, Any] = {"search": form, "lines": [], "words": ""}
    if form.is_valid():
        context["words"] = form.cleaned_data["words"]
        try:
            context["lines"] = domain.search_notes(owner=signed_in(request), words=context["words"])
        except UnableToOpen:
            context["is_locked"] = True
    return _draw(request, "search", context)


@login_required
@never_cache
def write(request: HttpRequest, note: UUID | None = None) -> HttpResponse:
    """Show a note or an empty one; store what was written."""
    found = _note_or_404(request, note) if note else None
    if request.method == "POST":
        return _store(request, found)
    text = domain.text_of(found) if found else ""
    if text is None:
        return _draw(request, "note", {"note": found, "is_locked": True})
    initial = {"key": found.key if found else uuid.uuid4(), "version": found.revision if found else 0, "text": text}
    return _draw(request, "note", {"note": found, "form": NoteForm(initial=initial)})


def _store(request: HttpRequest, found: Note | None) -> HttpResponse:
    by_script = "application/json" in request.headers.get("Accept", "")
    form = NoteForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            note = domain.write_note(
                owner=signed_in(request), key=found.key if found else data["key"], text=data["text"],
                revision=data["version"], at=timezone.now(),
            )  # fmt: skip
        except domain.StaleNote as error:
            return _overtaken(request, error.note, data["text"], by_script=by_script)
        except (domain.UnableToWrite, UnableToOpen) as error:
            form.add_error("text", str(error))
        else:
            return _stored(request, note, by_script=by_script)
    if by_script:
        return JsonResponse({"message": " ".join(str(error) for error in form.errors.get("text", []))}, status=INVALID)
    return _draw(request, "note", {"note": found, "form": form}, INVALID)


def _stored(request: HttpRequest, note: Note, *, by_script: bool) -> HttpResponse:
    if by_script:
        clock = timezone.localtime(note.changed_at).strftime("%H.%M")
        return JsonResponse({"version": note.revision, "message": _("Tallennettu klo %s") % clock})
    messages.success(request, _("Muistiinpano on tallennettu."))
    return redirect("notebook:list")


def _overtaken(request: HttpRequest, note: Note, text: str, *, by_script: bool) -> HttpResponse:
    """Show what was typed here above what another window has stored; saving again replaces it."""
    words = _("Muistiinpanoa on muutettu toisessa ikkunassa.")
    if by_script:
        return JsonResponse({"message": words, "conflict": True}, status=CONFLICT)
    note.owner = signed_in(request)
    form = NoteForm(initial={"key": note.key, "version": note.revision, "text": text})
    return _draw(request, "note", {"note": note, "form": form, "other": domain.text_of(note)}, CONFLICT)


@login_required
@never_cache
def delete(request: HttpRequest, note: UUID) -> HttpResponse:
    """Delete a note, after asking."""
    found = _note_or_404(request, note)
    if request.method == "POST":
        domain.delete_note(note=found)
        messages.success(request, _("Muistiinpano on poistettu pysyvästi."))
        return redirect("notebook:list")
    line = domain.lines_of(owner=signed_in(request), notes=[found])[0]
    return _draw(request, "delete", {"note": found, "begins": line.begins})
