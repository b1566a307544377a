"""Who is reading what waits for a trainer, so that two do not answer the same thing."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewLease(models.Model):
    """The trainer who opened a thing that waits, and until when the others are told so."""

    address = models.CharField(_("osoite"), max_length=200, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        verbose_name = _("lukuvuoro")
        verbose_name_plural = _("lukuvuorot")

    def __str__(self) -> str:
        return f"{self.address}: {self.user_id}"
