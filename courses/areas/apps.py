"""Figures of an area for those who promote business there."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AreasConfig(AppConfig):
    """How much training and how many groups there are in a municipality, a region, the country."""

    name = "courses.areas"
    label = "areas"
    verbose_name = _("Alueen luvut")
