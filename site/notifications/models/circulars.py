"""One message to many people: its rows are the queue of record, whoever has not been told is found by them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.models.mail import Notification


class Circular(models.Model):
    """What is told to many; its words in each language are kept until the last one has been told."""

    key = models.CharField(max_length=120, unique=True)  # what it is about: the same is not told by two circulars
    kind = models.SlugField(_("laji"), max_length=60)
    about = models.CharField(max_length=60, blank=True, db_index=True)
    url = models.CharField(_("osoite"), max_length=500, blank=True)
    in_digest = models.BooleanField(default=False)
    words = models.JSONField(default=dict)  # by language: subject, text, values, calendar
    created_at = models.DateTimeField(_("luotu"))
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("kiertokirje")
        verbose_name_plural = _("kiertokirjeet")
        indexes: ClassVar = [
            models.Index(fields=["created_at"], condition=models.Q(done_at=None), name="circular_under_way")
        ]

    def __str__(self) -> str:
        return self.key


class CircularReceiver(models.Model):
    """One person who is told, once: the row is made before, and marked in the transaction that tells."""

    circular = models.ForeignKey(Circular, on_delete=models.CASCADE, related_name="receivers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    notification = models.ForeignKey(Notification, on_delete=models.SET_NULL, null=True, related_name="+")
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("kiertokirjeen saaja")
        verbose_name_plural = _("kiertokirjeen saajat")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["circular", "user"], name="notifications_circular_once_each")
        ]
        indexes: ClassVar = [
            models.Index(fields=["circular", "id"], condition=models.Q(told_at=None), name="circular_to_be_told")
        ]

    def __str__(self) -> str:
        return f"{self.circular_id}: {self.user_id}"
