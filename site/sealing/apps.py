"""Texts that only their writer reads."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SealingConfig(AppConfig):
    """Keys of people, and the sealing of their private texts."""

    name = "sealing"
    verbose_name = _("Yksityiset tekstit")
