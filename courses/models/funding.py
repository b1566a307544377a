"""Funding projects: who pays for some runs, what was promised to them, and how it is counted."""

from __future__ import annotations

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOST_PLANNED = 1_000_000


class Counting(models.TextChoices):
    """What of an activity the funder counts: never the person and the firm of the same person at once."""

    PEOPLE = "people", _("henkilöt")
    COMPANIES = "companies", pgettext_lazy("firms", "yritykset")  # not the attempts of a quiz


class Indicator(models.TextChoices):
    """Figures that a project may have promised."""

    PEOPLE = "people", _("Henkilöt")
    ENTREPRENEURS = "entrepreneurs", _("Yrittäjät")
    COMPANIES = "companies", _("Yritykset")
    COMPLETED = "completed", _("Koulutuksen suorittaneet")
    GROUPS = "groups", _("Ryhmät")
    MEETINGS = "meetings", _("Ryhmätapaamiset")
    EXPERT_SESSIONS = "experts", _("Yhteiset asiantuntijaosuudet")
    EVENTS = "events", _("Tapahtumat")


class FundingProject(models.Model):
    """A project (hanke) that funds runs. Runs belong to one by `CourseRun.project`, or to none."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("hankekoodi"), max_length=20, unique=True)
    name = models.CharField(_("nimi"), max_length=120)
    programme = models.CharField(_("ohjelma"), max_length=120, blank=True)
    starts_on = models.DateField(_("alkaa"))
    ends_on = models.DateField(_("päättyy"))
    archive_until = models.DateField(_("aineisto säilytetään"), null=True, blank=True)
    logo_text = models.CharField(_("rahoittajan logoteksti"), max_length=200, blank=True)
    eura_url = models.URLField(_("osallistujan osoite EURA-järjestelmässä"), max_length=300, blank=True)
    asks_background = models.BooleanField(_("osallistujilta kysytään taustatiedot"), default=False)
    training_counts = models.CharField(
        _("koulutuksesta lasketaan"), max_length=9, choices=Counting.choices, default=Counting.PEOPLE
    )
    groups_count = models.CharField(
        _("ryhmätoiminnasta lasketaan"), max_length=9, choices=Counting.choices, default=Counting.PEOPLE
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("hanke")
        verbose_name_plural = _("hankkeet")
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="courses_project_ends_last"
            ),
            models.CheckConstraint(
                condition=models.Q(archive_until=None) | models.Q(archive_until__gte=models.F("ends_on")),
                name="courses_project_kept_after_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class PlannedFigure(models.Model):
    """What was promised of one indicator; an indicator without a row was not promised."""

    project = models.ForeignKey(FundingProject, on_delete=models.CASCADE, related_name="planned")
    indicator = models.CharField(_("luku"), max_length=13, choices=Indicator.choices)
    planned = models.PositiveIntegerField(_("suunniteltu"), validators=[MaxValueValidator(MOST_PLANNED)])

    class Meta:
        verbose_name = _("suunniteltu luku")
        verbose_name_plural = _("suunnitellut luvut")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "indicator"], name="courses_planned_once"),
            models.CheckConstraint(condition=models.Q(indicator__in=Indicator.values), name="courses_known_indicator"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.indicator} {self.planned}"
