"""What can be answered. An empty answer is missing; `declined` is an answer: "I do not want to answer"."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

DECLINED = "declined"
MISSING = ""
ABROAD = "abroad"  # beside the municipalities of Finland


class Gender(models.TextChoices):
    """As the person says."""

    WOMAN = "woman", _("nainen")
    MAN = "man", _("mies")
    OTHER = "other", pgettext_lazy("gender", "muu")
    DECLINED = DECLINED, _("En halua vastata")


class AgeBand(models.TextChoices):
    """How old on the day of entry: picked by the person, so that no birth date is asked for or kept."""

    UNDER_30 = "under30", _("alle 30 vuotta")
    MIDDLE = "30to54", _("30–54 vuotta")
    OVER_54 = "over54", _("55 vuotta tai enemmän")
    DECLINED = DECLINED, _("En halua vastata")


class Work(models.TextChoices):
    """What the person does for a living."""

    SELF_EMPLOYED = "self", _("yrittäjä tai itsensä työllistävä")
    EMPLOYED = "employed", _("palkansaaja")
    UNEMPLOYED = "unemployed", _("työtön työnhakija")
    STUDYING = "studying", _("opiskelija tai koulutuksessa")
    OTHER = "other", pgettext_lazy("work", "muu")
    DECLINED = DECLINED, _("En halua vastata")


class CompanySize(models.TextChoices):
    """How many work in the person's own or employing firm."""

    SOLO = "solo", _("yksin")
    MICRO = "micro", _("2–9 henkilöä")
    SMALL = "small", _("10–49 henkilöä")
    LARGER = "larger", _("50 henkilöä tai enemmän")
    NONE = "none", _("ei yritystä")
    DECLINED = DECLINED, _("En halua vastata")


class Obstacles(models.TextChoices):
    """Whether something made it hard to take part."""

    NONE = "none", pgettext_lazy("obstacles", "ei")
    SOME = "some", pgettext_lazy("obstacles", "kyllä")
    DECLINED = DECLINED, _("En halua vastata")


class Stage(models.TextChoices):
    """The two times at which the funder's own service asks a participant."""

    ENTRY = "entry", _("aloitustiedot")
    EXIT = "exit", _("lopetustiedot")


ENTRY_ITEMS = ("gender", "age_band", "municipality", "work", "company_size")
EXIT_ITEMS = ("exit_work", "obstacles")
ITEMS = (*ENTRY_ITEMS, *EXIT_ITEMS)
