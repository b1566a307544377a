"""What the funder of a run asks of its participants, apart from the record of the course."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BackgroundConfig(AppConfig):
    """Background data for the funder, and who has given the entry and exit data elsewhere."""

    name = "courses.background"
    label = "background"
    verbose_name = _("Rahoittajan tiedot")
