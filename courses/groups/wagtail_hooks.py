"""Meeting templates are content, edited in the Wagtail admin. Nothing else of a group is ever shown there."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.groups.models import MeetingTemplate


class MeetingTemplateViewSet(SnippetViewSet):
    """Lists and edits the templates M1–M7."""

    model = MeetingTemplate
    icon = "list-ol"
    menu_label = _("Tapaamispohjat")
    add_to_admin_menu = True
    list_display = ["code", "title", "kind", "mode"]


register_snippet(MeetingTemplateViewSet)
