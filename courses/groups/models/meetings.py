"""Meetings of a group, and the templates that suggest how one may go."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from courses.groups.enums import MeetingKind, MeetingMode, MeetingState
from courses.groups.models.group import PeerGroup

LONGEST_MEETING = 600


class MeetingTemplate(ClusterableModel):
    """A suggested course of a meeting, M1–M7. A suggestion only: the group's moment decides."""

    code = models.CharField(_("tunnus"), max_length=8, unique=True)
    slug = models.SlugField(_("osoitteen osa"), max_length=60, unique=True)
    title = models.CharField(_("nimi"), max_length=80)
    kind = models.CharField(_("laji"), max_length=9, choices=MeetingKind.choices, default=MeetingKind.EXCHANGE)
    mode = models.CharField(_("tapa"), max_length=8, choices=MeetingMode.choices, default=MeetingMode.FACE)

    panels: ClassVar = [
        FieldPanel("code"),
        FieldPanel("title"),
        FieldPanel("slug"),
        FieldPanel("kind"),
        FieldPanel("mode"),
        InlinePanel("steps", label=_("Vaihe")),
    ]

    class Meta:
        verbose_name = _("tapaamispohja")
        verbose_name_plural = _("tapaamispohjat")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def minutes(self) -> int:
        """How long the steps take together."""
        return sum(step.minutes for step in self.steps.all())


class TemplateStep(Orderable):
    """One step of a template and its minutes."""

    class Part(models.TextChoices):
        """The three steps every meeting goes through, and what is between them."""

        SETTLE = "settle", _("Asetu")
        MIRROR = "mirror", _("Peilaa")
        CARRY = "carry", _("Vie arkeen")
        BREAK = "break", _("Tauko")
        CHECK = "check", _("Ääni ja kuva")

    template = ParentalKey(MeetingTemplate, on_delete=models.CASCADE, related_name="steps")
    minutes = models.PositiveSmallIntegerField(_("minuutit"), validators=[MinValueValidator(1), MaxValueValidator(300)])
    text = models.CharField(_("mitä tehdään"), max_length=160)
    part = models.CharField(_("askel"), max_length=6, choices=Part.choices, blank=True)

    panels: ClassVar = [FieldPanel("minutes"), FieldPanel("text"), FieldPanel("part")]

    def __str__(self) -> str:
        return f"{self.minutes} {self.text}"


class GroupMeeting(models.Model):
    """A meeting (ryhmätapaaminen) of a group."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField(_("alkaa"))
    minutes = models.PositiveSmallIntegerField(_("kesto minuutteina"), default=120)
    kind = models.CharField(_("laji"), max_length=9, choices=MeetingKind.choices, default=MeetingKind.EXCHANGE)
    mode = models.CharField(_("tapa"), max_length=8, choices=MeetingMode.choices, default=MeetingMode.FACE)
    template = models.ForeignKey(
        MeetingTemplate, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("pohja")
    )
    place = models.CharField(_("paikka"), max_length=120, blank=True)
    link = models.URLField(_("etälinkki"), max_length=500, blank=True)
    phone = models.CharField(_("varapuhelin"), max_length=40, blank=True)
    bring = models.CharField(_("mukaan"), max_length=300, blank=True)
    series = models.UUIDField(_("sarja"), null=True, blank=True, db_index=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)  # of calendars: up with each change that matters
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    state = models.CharField(_("tila"), max_length=9, choices=MeetingState.choices, default=MeetingState.PLANNED)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("ryhmätapaaminen")
        verbose_name_plural = _("ryhmätapaamiset")
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["group", "starts_at"], name="groups_meeting_time")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=LONGEST_MEETING), name="groups_meeting_minutes"
            ),
            models.CheckConstraint(
                condition=models.Q(state=MeetingState.CANCELLED, cancelled_at__isnull=False)
                | (~models.Q(state=MeetingState.CANCELLED) & models.Q(cancelled_at=None)),
                name="groups_cancelled_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def ends_at(self) -> datetime:
        """The moment the meeting ends."""
        return self.starts_at + timedelta(minutes=self.minutes)
