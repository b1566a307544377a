"""Events are edited in the content admin too, with their words in all languages. Sign-ups are not shown there."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from events.enums import EventState
from events.models import Event
from events.tasks import settle_soon


class EventViewSet(SnippetViewSet):
    """Lists and edits events."""

    model = Event
    icon = "date"
    menu_label = _("Tapahtumat")
    add_to_admin_menu = True
    list_display = ["title", "series", "starts_at", "mode", "state"]
    list_filter = ["state", "series"]
    search_fields = ["title", "series"]


register_snippet(EventViewSet)


@hooks.register("after_create_snippet")
def note_who_made_it(request: HttpRequest, instance: object) -> None:
    """Keep who made an event, to be asked how many came."""
    if isinstance(instance, Event):
        Event.objects.filter(pk=instance.pk, made_by=None).update(made_by=request.user)


@hooks.register("after_edit_snippet")
def tell_what_has_changed(request: HttpRequest, instance: object) -> None:
    """Have whoever signed up told of a new time or place."""
    if isinstance(instance, Event):
        settle_soon(instance.pk)


@hooks.register("before_delete_snippet")
def keep_events_people_know_of(request: HttpRequest, instances: Iterable[object]) -> HttpResponse | None:
    """Refuse to delete an event that has been public: people have signed up, and its count belongs to a report."""
    known = [row.title for row in instances if isinstance(row, Event) and row.state != EventState.DRAFT]
    if not known:
        return None
    text = gettext("Julkaistua tapahtumaa ei voi poistaa: %(titles)s. Peru se koordinaattorin tapahtumasivulla.")
    messages.error(request, text % {"titles": ", ".join(known)})
    return redirect("wagtailsnippets_events_event:list")
