"""What belongs to one planned meeting: its running order, its checklist; and the calendar a group gives out."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.groups.models.group import PeerGroup
from courses.groups.models.meetings import GroupMeeting, TemplateStep

LONGEST_STEP = 300


class MeetingStep(models.Model):
    """One step of a meeting's own running order (kulku): copied from a template, then changed as one likes."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(
        _("minuutit"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST_STEP)]
    )
    text = models.CharField(_("mitä tehdään"), max_length=160)
    part = models.CharField(_("askel"), max_length=6, choices=TemplateStep.Part.choices, blank=True)

    class Meta:
        verbose_name = _("tapaamisen vaihe")
        verbose_name_plural = _("tapaamisen vaiheet")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="groups_step_position_once"),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=LONGEST_STEP), name="groups_step_minutes"
            ),
            models.CheckConstraint(
                condition=models.Q(part__in=["", *TemplateStep.Part.values]), name="groups_step_known_part"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} {self.text}"


class ChecklistItem(models.Model):
    """One practical thing to see to before or at a meeting: the place, the coffee, the reminder."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="checklist")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("hoidettava"), max_length=120)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("muistilistan kohta")
        verbose_name_plural = _("muistilistan kohdat")
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "text"], name="groups_checklist_text_once")]

    def __str__(self) -> str:
        return self.text


class GroupFeed(models.Model):
    """The calendar of one group that its facilitator may hand to the members. Its address is computed, never stored."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.OneToOneField(PeerGroup, on_delete=models.CASCADE, related_name="feed")
    # Counted up when the address is changed: the one given out before then leads nowhere.
    generation = models.PositiveSmallIntegerField(default=1)
    shows_place = models.BooleanField(_("paikka ja etälinkki näkyvät"), default=False)
    language = models.CharField(_("kieli"), max_length=2, default="fi")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("ryhmän kalenteri")
        verbose_name_plural = _("ryhmien kalenterit")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(closed_at__gte=models.F("opened_at")),
                name="groups_feed_closes_after_opening",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.generation}"


class CadenceNudge(models.Model):
    """That somebody has been reminded of a group's long silence, once for each silence (BR-09)."""

    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="nudges")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    quiet_since = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        verbose_name = _("muistutus tapaamisrytmistä")
        verbose_name_plural = _("muistutukset tapaamisrytmistä")
        constraints = [
            models.UniqueConstraint(fields=["group", "user", "quiet_since"], name="groups_nudge_once_a_silence")
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.quiet_since}"
