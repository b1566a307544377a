"""Whose feed there is, and which generation of its address is in force."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarFeed(models.Model):
    """A person's calendar feed. The secret part of its address is computed (`domain.py`) and stands nowhere."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    generation = models.PositiveIntegerField(default=1)
    is_on = models.BooleanField(_("käytössä"), default=True)
    made_at = models.DateTimeField(_("osoite luotu"))
    fetched_on = models.DateField(_("haettu viimeksi"), null=True, blank=True)

    class Meta:
        verbose_name = _("kalenterisyöte")
        verbose_name_plural = _("kalenterisyötteet")
        constraints = [
            models.CheckConstraint(condition=models.Q(generation__gte=1), name="calendars_generation_counts")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} v{self.generation}"
