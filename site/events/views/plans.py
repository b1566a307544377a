"""The organizer's pages of the event itself: planning, other languages, publishing, calling off, counting."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.people import signed_in
from events.domain import planning
from events.domain.refusals import EventRefusal
from events.enums import STANDING, EventState
from events.forms import CancelForm, CountForm, EventForm, NewEventForm, WordsForm
from events.models import Event, EventWords
from events.permissions import event_or_404, organizer_or_404
from events.tasks import settle_soon
from events.views.frame import crumbs, form_page, is_done, url

READ_OR_SEND = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@READ_OR_SEND
def new(request: HttpRequest) -> HttpResponse:
    """Plan an event; it begins as a draft."""
    user = organizer_or_404(signed_in(request))
    form = NewEventForm(request.POST or None, instance=Event(made_by=user))
    if request.method == "POST" and form.is_valid():
        event = form.save()
        messages.success(request, _("Luonnos on tallennettu. Täydennä se ja julkaise."))
        return redirect(url("desk", event))
    return form_page(
        request,
        form,
        title=_("Uusi tapahtuma"),
        lead=_("Aloita näistä. Kuvauksen, paikkojen määrän ja muut tiedot lisäät luonnokseen."),
        submit=_("Tallenna luonnos"),
        cancel_url=reverse("events:desk-list"),
        crumbs=crumbs(),
    )


@login_required
@READ_OR_SEND
def edit(request: HttpRequest, event: UUID) -> HttpResponse:
    """Change an event; whoever has signed up is told of a new time or place."""
    found = event_or_404(signed_in(request), event)
    form = EventForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        settle_soon(saved.pk)
        messages.success(request, _("Tapahtuman tiedot on tallennettu."))
        return redirect(url("desk", saved))
    found.refresh_from_db()  # the heading says what is stored, not what was refused
    note = _("Jos muutat aikaa, paikkaa tai linkkiä, kerromme siitä heti kaikille ilmoittautuneille.")
    return form_page(
        request,
        form,
        title=_("Muokkaa tapahtumaa"),
        lead=note if found.state == EventState.PUBLISHED else "",
        submit=_("Tallenna"),
        cancel_url=url("desk", found),
        crumbs=crumbs(found),
    )


@login_required
@READ_OR_SEND
def words(request: HttpRequest, event: UUID, language: str) -> HttpResponse:
    """Write the event in another language."""
    found = event_or_404(signed_in(request), event)
    names = {"fi": _("suomeksi"), "sv": _("ruotsiksi"), "en": _("englanniksi")}
    if language not in names or language == found.language:
        raise Http404
    known = EventWords.objects.filter(event=found, language=language).first()
    form = WordsForm(request.POST or None, instance=known or EventWords(event=found, language=language))
    if request.method == "POST" and form.is_valid():
        EventWords.objects.update_or_create(event=found, language=language, defaults=form.cleaned_data)
        messages.success(request, _("Käännös on tallennettu."))
        return redirect(url("desk", found))
    return form_page(
        request,
        form,
        title=_("Tapahtuma %(language)s") % {"language": names[language]},
        submit=_("Tallenna"),
        cancel_url=url("desk", found),
        crumbs=crumbs(found),
    )


@login_required
@require_POST
def publish(request: HttpRequest, event: UUID) -> HttpResponse:
    """Make the draft public."""
    found = event_or_404(signed_in(request), event)
    try:
        planning.publish_event(event=found)
    except EventRefusal as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Tapahtuma on julkaistu."))
    return redirect(url("desk", found))


@login_required
@require_POST
def discard(request: HttpRequest, event: UUID) -> HttpResponse:
    """Throw a draft away; what has been public stays."""
    found = event_or_404(signed_in(request), event)
    if found.state != EventState.DRAFT:
        raise Http404
    found.delete()
    messages.success(request, _("Luonnos on poistettu."))
    return redirect("events:desk-list")


@login_required
@READ_OR_SEND
def cancel(request: HttpRequest, event: UUID) -> HttpResponse:
    """Call the event off, after showing how many are told."""
    found = event_or_404(signed_in(request), event)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {"event": found, "reason": form.cleaned_data["reason"], "at": timezone.now()}
        if is_done(form, lambda: planning.cancel_event(**values)):
            messages.success(request, _("Tapahtuma on peruttu. Kerromme siitä kaikille ilmoittautuneille."))
            return redirect(url("desk", found))
    told = found.signups.filter(state__in=STANDING).count()
    return form_page(
        request,
        form,
        title=_("Peru tapahtuma"),
        over=found.title,
        lead=_("Kerromme perumisesta sähköpostilla. Ilmoittautuneita ja jonossa olevia: %(count)s.") % {"count": told},
        submit=_("Peru tapahtuma"),
        tone="danger",
        cancel_url=url("desk", found),
        cancel_label=_("Älä peru"),
        crumbs=crumbs(found),
    )


@login_required
@READ_OR_SEND
def visitors(request: HttpRequest, event: UUID) -> HttpResponse:
    """Enter how many came."""
    user = signed_in(request)
    found = event_or_404(user, event)
    initial = {"on_site": found.visitors_on_site, "online": found.visitors_online}
    form = CountForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        counts = form.cleaned_data
        if is_done(form, lambda: planning.count_visitors(event=found, **counts, by=user, at=timezone.now())):
            messages.success(request, _("Kävijämäärä on kirjattu."))
            return redirect(url("desk", found))
    return form_page(
        request,
        form,
        title=_("Kirjaa kävijämäärä"),
        over=found.title,
        lead=_("Laske ihmiset, älä ilmoittautumisia. Kävijät eivät ole hankkeen osallistujia."),
        submit=_("Kirjaa kävijämäärä"),
        cancel_url=url("desk", found),
        crumbs=crumbs(found),
    )
