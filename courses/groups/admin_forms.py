"""Forms of the content admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.groups.classifications import municipality_choices
from courses.groups.models import ReferralContact


class ReferralContactForm(WagtailAdminModelForm):
    """A contact, with the municipalities it serves chosen from the list."""

    municipalities = forms.MultipleChoiceField(
        label=_("Kunnat"), choices=municipality_choices, required=False,
        help_text=_("Jätä tyhjäksi, jos palvelu on koko maan."),
    )  # fmt: skip

    url = forms.URLField(label=_("verkkosivu"), required=False, max_length=300, assume_scheme="https")

    class Meta:
        model = ReferralContact
        fields: ClassVar[list[str]] = [
            "slug", "name", "name_sv", "name_en", "purpose", "purpose_sv", "purpose_en", "phone", "hours", "hours_sv",
            "hours_en", "url", "languages", "municipalities", "order", "checked_on", "is_shown",
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("phone") and not data.get("url"):
            self.add_error("phone", _("Anna puhelinnumero tai verkkosivu."))
        return data
