"""The words of quotes: what they tell of, where they may be used, how the speaker is named."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Keyword(models.TextChoices):
    """The five effects that the pilot's evaluation found."""

    WHOLENESS = "wholeness", _("pienyrittäjyyden kokonaisuus")
    SHARING = "sharing", _("jakaminen")
    GROWTH = "growth", _("voimavarojen, rohkeuden ja osaamisen kasvu")
    POWER = "power", _("ryhmän voima")
    EXPERTISE = "expertise", _("asiantuntemuksen kasvattaminen yhdessä")


class Use(models.TextChoices):
    """Where a quote may be used; consent is asked for each."""

    TRAINING = "training", _("koulutuksessa")
    WEB = "web", _("verkkosivuilla")
    REPORT = "report", _("raportissa")


class Attribution(models.TextChoices):
    """How the speaker is named: never by name, and never by line of business and municipality together."""

    ENTREPRENEUR = "entrepreneur", _("yrittäjä")
    LINE = "line", _("toimiala")
    NOTHING = "nothing", _("ei mitään")
