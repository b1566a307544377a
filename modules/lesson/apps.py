"""The lesson: an activity type one learns from by reading."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LessonConfig(AppConfig):
    """Reading, with an own question for the next session where the author asks for one."""

    name = "modules.lesson"
    label = "lesson"
    verbose_name = _("Lukeminen")
