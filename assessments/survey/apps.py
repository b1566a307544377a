"""Surveys (kyselyt)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveyConfig(AppConfig):
    """An activity: questions that have no right answer."""

    name = "assessments.survey"
    label = "survey"
    verbose_name = _("Kyselyt")
