"""Meeting templates and contacts for help are edited in the Wagtail admin. Nothing else of a group is shown there."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.groups.admin_forms import ReferralContactForm
from courses.groups.models import MeetingTemplate, ReferralContact


class MeetingTemplateViewSet(SnippetViewSet):
    """Lists and edits the templates M1–M7."""

    model = MeetingTemplate
    icon = "list-ol"
    menu_label = _("Tapaamispohjat")
    add_to_admin_menu = True
    list_display = ["code", "title", "kind", "mode"]


register_snippet(MeetingTemplateViewSet)


class ReferralContactViewSet(SnippetViewSet):
    """Lists and edits where a facilitator can turn."""

    model = ReferralContact
    icon = "help"
    menu_label = _("Avun yhteystiedot")
    add_to_admin_menu = True
    list_display = ["name", "phone", "hours", "checked_on", "is_shown"]

    def get_form_class(self, for_update: bool = False) -> type[ReferralContactForm]:
        """Return the form with municipalities to choose from."""
        return ReferralContactForm


register_snippet(ReferralContactViewSet)
