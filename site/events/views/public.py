"""Events for everybody: what is coming, one event, signing up without an account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.throttle import is_throttled
from calendars.ics import as_ics
from events.domain.reading import coming_events, past_events, public_event, shown
from events.domain.refusals import UnableToSignUp
from events.domain.signing_up import sign_up
from events.domain.telling import entry_of
from events.forms import SignUpForm
from events.models import Event

INVALID, TOO_MANY = 422, 429
PAST_SHOWN = 20
TRIES = 20  # sign-ups from one device in ten minutes: an office gets by, a machine does not


def language() -> str:
    """Return the language of the page, as events name it."""
    return (get_language() or "fi")[:2]


def _shown(event: Event) -> dict[str, Any]:
    """Return what pages show of an event in the reader's language."""
    return shown(event, language=language(), at=timezone.now())


def find_or_404(slug: str) -> Event:
    """Return the public event of an address."""
    event = public_event(slug=slug)
    if event is None:
        raise Http404
    return event


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show what is coming, and what has been."""
    at = timezone.now()
    past = Paginator(past_events(at=at), PAST_SHOWN).get_page(request.GET.get("page"))
    context = {
        "coming": [_shown(event) for event in coming_events(at=at)],
        "past": [_shown(event) for event in past],
        "page_obj": past,
    }
    return render(request, "events/listing.html", context)


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one event."""
    return render(request, "events/event.html", {**_shown(find_or_404(slug)), "crumbs": _crumbs()})


def _crumbs(found: Event | None = None) -> list[dict[str, str]]:
    rows = [{"title": _("Tapahtumat"), "url": reverse("events:list")}]
    if found:
        url = reverse("events:event", kwargs={"slug": found.slug})
        rows.append({"title": found.in_words(language()).title, "url": url})
    return rows


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the event for the visitor's own calendar."""
    found = find_or_404(slug)
    entry = entry_of(found, language=language())
    response = HttpResponse(as_ics([entry], name=entry.title), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def signing_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a sign-up. Looking at the form changes nothing; sending it twice is one sign-up."""
    found = find_or_404(slug)
    form = SignUpForm(request.POST or None)
    status = INVALID if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        if is_throttled(request, "event-signup", limit=TRIES, seconds=600):
            form.add_error(None, _("Tästä laitteesta on lähetetty jo monta lomaketta. Yritä 10 minuutin päästä."))
            status = TOO_MANY
        elif _is_taken(form, found):
            text = _("Kiitos! Lähetimme vahvistuksen osoitteeseen %(email)s.")
            messages.success(request, text % {"email": form.cleaned_data["email"]})
            return redirect("events:thanks", slug=found.slug)
    context = {
        **_shown(found),
        "form": form,
        "crumbs": _crumbs(found),
        "kept_days": settings.EVENT_SIGNUPS_KEPT_DAYS,
    }
    return render(request, "events/sign_up.html", context, status=status)


def _is_taken(form: SignUpForm, found: Event) -> bool:
    """Take the sign-up of a valid form; a refusal becomes an error of the form."""
    visitor = form.visitor(language=language())
    try:
        sign_up(event=found, visitor=visitor, sending_key=form.sending_key, at=timezone.now())
    except UnableToSignUp as error:
        form.add_error(None, str(error))
        return False
    return True


@require_safe
def thanks(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what comes next. The page says the same to everybody: whether there is a place is told by mail."""
    return render(request, "events/thanks.html", _shown(find_or_404(slug)))
