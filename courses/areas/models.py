"""The figures of a day, as they may be told: nothing of few is in the table either."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaSnapshot(models.Model):
    """What was reckoned on one day. Advisors and staff see the same newest one, so their figures are equal."""

    day = models.DateField(_("päivä"), unique=True)
    taken_at = models.DateTimeField(_("laskettu"))
    figures = models.JSONField()  # courses.areas.domain.reckoning: by measure and year, blocks of municipalities
    weighed = models.JSONField(default=dict)  # by measure the blocks unrounded, to see when five have moved

    class Meta:
        verbose_name = _("alueiden luvut")
        verbose_name_plural = _("alueiden luvut")
        ordering: ClassVar = ["-day"]

    def __str__(self) -> str:
        return str(self.day)
