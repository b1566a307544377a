"""Reports to the funder and to those who run the training."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    """Reports R1–R10, funding projects, and the rule for figures of few."""

    name = "courses.reporting"
    label = "reporting"
    verbose_name = _("Raportit")
