"""Regional networks of facilitators and their notice board. Nothing of a group's members is here."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.experts.enums import NoticeKind
from courses.experts.regions import region_name


class GroupNetwork(models.Model):
    """The facilitators of a region (ryhmäverkosto)."""

    region = models.CharField(_("maakunta"), max_length=2, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ryhmäverkosto")
        verbose_name_plural = _("ryhmäverkostot")
        ordering = ["region"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The region's name in the active language."""
        return region_name(self.region)


class NetworkMembership(models.Model):
    """A facilitator's membership; it stays after the course, until the person leaves."""

    network = models.ForeignKey(GroupNetwork, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="networks")
    joined_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("verkoston jäsenyys")
        verbose_name_plural = _("verkoston jäsenyydet")
        ordering = ["joined_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["network", "user"], condition=models.Q(left_at=None), name="experts_member_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.network_id}"


class Notice(models.Model):
    """A notice on the board: wanted or offered, seen by the network's facilitators only."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey(GroupNetwork, on_delete=models.CASCADE, related_name="notices")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="network_notices")
    kind = models.CharField(_("laji"), max_length=7, choices=NoticeKind.choices)
    title = models.CharField(_("otsikko"), max_length=80)
    text = models.TextField(_("teksti"), max_length=600, blank=True)
    written_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("ilmoitus")
        verbose_name_plural = _("ilmoitukset")
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["network", "expires_at"], name="experts_notice_board")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=NoticeKind.values), name="experts_notice_kind"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("written_at")), name="experts_notice_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, at: datetime) -> bool:
        """Say whether the notice stands on the board now."""
        return self.closed_at is None and self.hidden_at is None and self.expires_at > at


class NoticeAnswer(models.Model):
    """An answer to a notice; one level, no answers to answers."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(_("vastaus"), max_length=600)
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("vastaus")
        verbose_name_plural = _("vastaukset")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.pk}"


class NoticeReport(models.Model):
    """That somebody wants a coordinator to look at a notice; it stores no words."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    reported_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("ilmianto")
        verbose_name_plural = _("ilmiannot")
        ordering = ["reported_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["notice", "reporter"], name="experts_report_once")]

    def __str__(self) -> str:
        return f"{self.notice_id}: {self.pk}"
