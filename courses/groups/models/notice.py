"""What the information notice says of its installation: who is responsible for the data, and on what ground."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="doc-full", order=820)
class GroupNotice(BaseGenericSetting):
    """The controller and the legal basis, in each language of the notice; empty until somebody has decided them."""

    controller = models.TextField(_("rekisterinpitäjä ja peruste"), max_length=600, blank=True)
    controller_sv = models.TextField(_("rekisterinpitäjä ja peruste, ruotsiksi"), max_length=600, blank=True)
    controller_en = models.TextField(_("rekisterinpitäjä ja peruste, englanniksi"), max_length=600, blank=True)

    panels = [FieldPanel("controller"), FieldPanel("controller_sv"), FieldPanel("controller_en")]

    class Meta(BaseGenericSetting.Meta):
        verbose_name = _("informointilappu")

    def in_language(self, code: str) -> str:
        """Return the text in a language of the notice, in Finnish where it has not been translated."""
        return (getattr(self, f"controller_{code}", "") if code != "fi" else "") or self.controller
