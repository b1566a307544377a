"""Registers and templates of certificates in the Wagtail admin. Issued ones are not there."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from accounts.saved_by_hand import SavedByHandViewSet
from courses.certificates.models import CertificateTemplate, Register


class KeptForGood(ModelPermissionPolicy):
    """Nobody deletes what certificates were made from, and nothing else is worth deleting here."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class CertificateTemplateViewSet(SavedByHandViewSet):
    """Texts, issuer and signatories."""

    model = CertificateTemplate
    icon = "doc-full"
    list_display = ("name", "course", "is_default", "revision")


class RegisterViewSet(SnippetViewSet):
    """Series of numbers."""

    model = Register
    icon = "list-ol"
    list_display = ("prefix", "name")


class CertificateGroup(SnippetViewSetGroup):
    """Both under one menu entry."""

    items = (CertificateTemplateViewSet, RegisterViewSet)
    menu_label = _("Todistukset")
    menu_icon = "doc-full"
    menu_order = 320


for model in (CertificateTemplate, Register):
    register_permission_policy(model, KeptForGood(model))
register_snippet(CertificateGroup)
