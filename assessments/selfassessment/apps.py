"""Self-assessments (itsearvioinnit)."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SelfAssessmentConfig(AppConfig):
    """An activity: the same statements at the start and at the end."""

    name = "assessments.selfassessment"
    label = "selfassessment"
    verbose_name = _("Itsearvioinnit")
