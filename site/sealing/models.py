"""One key for each person who has written something private; useless without the main key."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonalKey(models.Model):
    """The key that seals one person's private texts, wrapped with a main key kept outside the database."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    wrapped = models.TextField()
    made_at = models.DateTimeField()
    rewrapped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("henkilökohtainen avain")
        verbose_name_plural = _("henkilökohtaiset avaimet")
        constraints = [models.CheckConstraint(condition=~models.Q(wrapped=""), name="sealing_key_not_empty")]

    def __str__(self) -> str:
        return f"{self.user_id}"
