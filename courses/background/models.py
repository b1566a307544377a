"""Two stores that know nothing of each other's contents: answers under a random token, and whose token it is.

The answers name no person, no run and no time. The link is deleted when the project needs it no longer; from then on
nothing leads from an answer to anybody.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.background.enums import AgeBand, CompanySize, Gender, Obstacles, Work
from courses.models import FundingProject

LONGEST_TEXT = 400
MOST_REMINDERS = 3


def _known(field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": ["", *choices.values]}), name=f"background_known_{field}"
    )


class BackgroundRecord(models.Model):
    """What one participant has answered in one project. Each item is missing (""), declined, or an answer."""

    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(FundingProject, on_delete=models.CASCADE, related_name="+")
    gender = models.CharField(_("sukupuoli"), max_length=8, choices=Gender.choices, blank=True)
    age_band = models.CharField(_("ikä aloituspäivänä"), max_length=8, choices=AgeBand.choices, blank=True)
    municipality = models.CharField(_("kotikunta"), max_length=8, blank=True)
    work = models.CharField(_("työtilanne aloittaessa"), max_length=10, choices=Work.choices, blank=True)
    company_size = models.CharField(_("yrityksen koko"), max_length=8, choices=CompanySize.choices, blank=True)
    exit_work = models.CharField(_("työtilanne lopettaessa"), max_length=10, choices=Work.choices, blank=True)
    obstacles = models.CharField(_("osallistumisen esteitä"), max_length=8, choices=Obstacles.choices, blank=True)
    obstacles_text = models.CharField(_("esteet"), max_length=LONGEST_TEXT, blank=True)

    class Meta:
        verbose_name = _("taustatieto")
        verbose_name_plural = _("taustatiedot")
        constraints = [
            _known("gender", Gender),
            _known("age_band", AgeBand),
            _known("work", Work),
            _known("company_size", CompanySize),
            _known("exit_work", Work),
            _known("obstacles", Obstacles),
            models.CheckConstraint(
                condition=models.Q(obstacles_text="") | models.Q(obstacles=Obstacles.SOME),
                name="background_text_of_obstacles",
            ),
        ]

    def __str__(self) -> str:
        return str(self.token)


class BackgroundLink(models.Model):
    """Whose answers a token leads to: needed while the person may change them, and while they are told by run."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    project = models.ForeignKey(FundingProject, on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("taustatietojen tunniste")
        verbose_name_plural = _("taustatietojen tunnisteet")
        constraints = [models.UniqueConstraint(fields=["user", "project"], name="background_link_once")]

    def __str__(self) -> str:
        return f"{self.user_id} / {self.project_id}"


class EuraFlag(models.Model):
    """That a participant says to have given the entry or exit data in EURA. The data themselves are never here."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    project = models.ForeignKey(FundingProject, on_delete=models.CASCADE, related_name="+")
    entry_at = models.DateTimeField(_("aloitustiedot annettu"), null=True, blank=True)
    exit_at = models.DateTimeField(_("lopetustiedot annettu"), null=True, blank=True)
    entry_reminders = models.PositiveSmallIntegerField(default=0)
    exit_reminders = models.PositiveSmallIntegerField(default=0)
    entry_reminded_at = models.DateTimeField(null=True, blank=True)
    exit_reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("EURA-merkintä")
        verbose_name_plural = _("EURA-merkinnät")
        ordering: ClassVar = ["project_id", "user_id"]
        constraints = [models.UniqueConstraint(fields=["user", "project"], name="background_flag_once")]

    def __str__(self) -> str:
        return f"{self.user_id} / {self.project_id}"
