"""Reflections (reflektiotehtävät)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssignmentConfig(AppConfig):
    """An activity: a text that a trainer reads and answers."""

    name = "assessments.assignment"
    label = "assignment"
    verbose_name = _("Reflektiotehtävät")
