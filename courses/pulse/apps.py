"""The pulse of a meeting: three taps by link."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PulseConfig(AppConfig):
    """How the members of a group felt about a meeting, in counts alone."""

    name = "courses.pulse"
    label = "pulse"
    verbose_name = _("Pulssi")
