"""The question bank in the Wagtail admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from assessments.questions.admin_forms import QuestionForm
from assessments.questions.exchange import admin_hooks  # noqa: F401 -- hooks of their own file, found through this one
from assessments.questions.models import Question


class KeptForeverPolicy(ModelPermissionPolicy):
    """Questions are archived and never deleted: old attempts go on showing what was asked."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return super().user_has_any_permission(user, [action for action in actions if action != "delete"])


class QuestionViewSet(SnippetViewSet):
    """List, search, filter, add and edit."""

    model = Question
    icon = "help"
    menu_label = _("Kysymyspankki")
    menu_name = "questions"
    add_to_admin_menu = True
    menu_order = 320
    list_display = [
        "__str__",
        Column("get_kind_display", label=_("Laji")),
        "category",
        BooleanColumn("is_archived", label=_("Arkistoitu"), sort_key="is_archived"),
    ]
    list_filter = ["kind", "category", "is_archived"]
    list_per_page = 50
    add_to_reference_index = False
    edit_handler = ObjectList(
        [
            FieldPanel("content"),
            FieldPanel("category"),
            FieldPanel("tags"),
            FieldPanel("code"),
            FieldPanel("is_archived"),
        ],
        base_form_class=QuestionForm,
    )


register_permission_policy(Question, KeptForeverPolicy(Question))
register_snippet(QuestionViewSet)
