"""What the media app adds to the Wagtail admin: tracks of recordings, and the gate before documents."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from media.models import Attachment, MediaTrack


@hooks.register("before_serve_document")
def ask_to_sign_in(document: Attachment, request: HttpRequest) -> HttpResponse | None:
    """Documents that are not public are for people who have signed in."""
    if document.is_public or request.user.is_authenticated:
        return None
    return redirect_to_login(request.get_full_path())


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
