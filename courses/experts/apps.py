"""Experts, sessions that groups share, and the regional networks of facilitators."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpertsConfig(AppConfig):
    """What groups do together: experts, shared sessions, the notice board."""

    name = "courses.experts"
    label = "experts"
    verbose_name = _("Asiantuntijat ja verkostot")
