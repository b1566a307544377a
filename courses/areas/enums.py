"""What is told of an area."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Measure(models.TextChoices):
    """A figure. Each counts the same as the reports of runs and projects do (courses.reporting)."""

    TRAINING = "training", _("Koulutuksessa")
    CERTIFIED = "certified", _("Todistuksen saaneita")
    GROUPS = "groups", _("Toimivia ryhmiä")
    MEETINGS = "meetings", _("Ryhmätapaamisia")
    EXPERTS = "experts", _("Asiantuntijaosuuksia")
