"""The recording: an activity type one learns from by watching or listening."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordingConfig(AppConfig):
    """Video or sound with captions, chapters, text alternative and resume position."""

    name = "modules.recording"
    label = "recording"
    verbose_name = _("Videot ja äänet")
