"""The library is edited in the content admin; each row tells how its link is doing."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from publications.models import Publication


class PublicationViewSet(SnippetViewSet):
    """Lists and edits publications."""

    model = Publication
    icon = "doc-full"
    menu_label = _("Julkaisut")
    add_to_admin_menu = True
    list_display = ["title", "kind", "language", "license", "year", "link_state", "is_listed"]
    list_filter = ["kind", "language", "license", "is_listed"]


register_snippet(PublicationViewSet)
