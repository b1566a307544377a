"""What the media app adds to the Wagtail admin: tracks of recordings, and recordings in use that stay."""

from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtailmedia.views import media as media_views

from media.models import MediaTrack


def delete_recording(request: HttpRequest, media_id: int) -> HttpResponse:
    """Delete a recording as the library does it, but answer with a message when a page still shows it."""
    try:
        return media_views.delete(request, media_id)
    except ProtectedError:
        messages.error(request, gettext("Tallenne on käytössä sivulla. Vaihda sivulle ensin toinen tallenne."))
        return redirect("wagtailmedia:edit", media_id)


@hooks.register("register_admin_urls", order=-1)  # before the library's own address of the same form
def guarded_deletion() -> list[URLPattern]:
    """Put our deletion of recordings in front of the library's."""
    return [path("media/delete/<int:media_id>/", delete_recording)]


class MediaTrackViewSet(SnippetViewSet):
    """Tracks in other languages than the one given with the recording, chapters and descriptions."""

    model = MediaTrack
    icon = "openquote"
    menu_label = _("Tekstiraidat")
    add_to_reference_index = False
    list_display = ["recording", "kind", "srclang"]
    list_filter = ["kind", "srclang"]
    panels = [
        FieldPanel("recording"),
        FieldPanel("kind"),
        FieldPanel("srclang"),
        FieldPanel("label"),
        FieldPanel("file"),
    ]


register_snippet(MediaTrackViewSet)
