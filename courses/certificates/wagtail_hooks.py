"""Registers and templates of certificates in the Wagtail admin. Issued ones are not there."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from courses.certificates.models import CertificateTemplate, Register


class CertificateTemplateViewSet(SnippetViewSet):
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


register_snippet(CertificateGroup)
