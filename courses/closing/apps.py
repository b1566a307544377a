"""Closing a run: what is open, what becomes of people and groups, and what goes when."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClosingConfig(AppConfig):
    """How a run ends, and how long data is kept."""

    name = "courses.closing"
    label = "closing"
    verbose_name = _("Toteutuksen sulkeminen")
