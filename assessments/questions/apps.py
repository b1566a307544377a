"""The question bank."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionsConfig(AppConfig):
    """Questions that any assessment may ask."""

    name = "assessments.questions"
    label = "questions"
    verbose_name = _("Kysymyspankki")
