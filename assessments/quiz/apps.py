"""Check questions (tarkistuskysymykset)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizConfig(AppConfig):
    """An activity: questions of the bank, answered as often as one likes."""

    name = "assessments.quiz"
    label = "quiz"
    verbose_name = _("Tarkistuskysymykset")
