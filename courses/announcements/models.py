"""Announcements of a run, and the trail of what was done to each."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.announcements.enums import Audience, Pace, State, Step
from courses.models import CourseRun
from notifications.models import Circular

LONGEST = 4000


class Announcement(models.Model):
    """What the staff of a run tells its trainees."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # from the page: sent twice is written once
    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="announcements")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(_("otsikko"), max_length=120)
    text = models.TextField(_("teksti"), max_length=LONGEST)
    audience = models.CharField(_("kenelle"), max_length=10, choices=Audience.choices, default=Audience.ALL)
    pace = models.CharField(_("sähköposti"), max_length=6, choices=Pace.choices, default=Pace.NOW)
    state = models.CharField(_("tila"), max_length=9, choices=State.choices, default=State.DRAFT)
    send_at = models.DateTimeField(_("lähetysaika"), null=True, blank=True)
    created_at = models.DateTimeField(_("luotu"))
    sent_at = models.DateTimeField(_("lähetetty"), null=True, blank=True)
    changed_at = models.DateTimeField(_("muutettu"), null=True, blank=True)
    circular = models.OneToOneField(Circular, on_delete=models.SET_NULL, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("tiedote")
        verbose_name_plural = _("tiedotteet")
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["send_at"], condition=models.Q(state="scheduled"), name="announcement_due"),
            models.Index(fields=["run", "-sent_at"], name="announcement_of_run"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state="scheduled") | models.Q(send_at__isnull=False),
                name="announcements_scheduled_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="announcements_sent_has_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_written(self) -> bool:
        """Whether nobody has been told yet."""
        return self.state in (State.DRAFT, State.SCHEDULED)


class AnnouncementStep(models.Model):
    """One thing that was done to an announcement, with what stood there before a change."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("mitä"), max_length=9, choices=Step.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    was_title = models.CharField(max_length=120, blank=True)
    was_text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("tiedotteen vaihe")
        verbose_name_plural = _("tiedotteen vaiheet")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.announcement_id}: {self.kind}"
