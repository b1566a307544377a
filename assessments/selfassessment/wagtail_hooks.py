"""The statements in the Wagtail admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from assessments.selfassessment.models import Instrument


class InstrumentViewSet(SnippetViewSet):
    """List, add and edit sets of statements."""

    model = Instrument
    icon = "list-ol"
    menu_label = _("Itsearvioinnin väittämät")
    list_display = ["title"]
    search_fields = ["title"]


register_snippet(InstrumentViewSet)
