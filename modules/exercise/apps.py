"""The exercise: an activity type where one's own answer comes first and the model answer after it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExerciseConfig(AppConfig):
    """Own answers in words, pairs and picks; then the model beside them."""

    name = "modules.exercise"
    label = "exercise"
    verbose_name = _("Harjoitukset")
