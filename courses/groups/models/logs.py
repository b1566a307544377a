"""Meeting logs: what happened in the group, never what people said. Constraints hold the whole form."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.groups.enums import CostCategory, HelpShown, LogState, MeetingKind, MeetingMode, ModelPart, Voice
from courses.groups.models.group import PeerGroup
from courses.groups.models.meetings import LONGEST_MEETING, GroupMeeting

LARGEST_MEETING = 60  # people present; shared expert parts gather several groups


class LogDraft(models.Model):
    """A log being written, exactly as typed, valid or not. One per author and meeting; goes away when sent.

    `key` is the idempotency key the sent log will bear, `revision` counts the savings so that a second tab is
    noticed. Only its author ever sees it.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="log_drafts")
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="log_drafts")
    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts")
    key = models.UUIDField()
    typed = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kirjauksen luonnos")
        verbose_name_plural = _("kirjausten luonnokset")
        constraints = [
            models.UniqueConstraint(
                fields=["author", "meeting"], condition=models.Q(meeting__isnull=False), name="groups_draft_of_meeting"
            ),
            models.UniqueConstraint(
                fields=["author", "group"], condition=models.Q(meeting=None), name="groups_draft_without_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_id}: {self.group_id}/{self.meeting_id} r{self.revision}"


class MeetingLog(models.Model):
    """A log (tapaamiskirjaus) that has been sent: complete, one per meeting, tied to one idempotency key."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.OneToOneField(GroupMeeting, on_delete=models.CASCADE, related_name="log")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="meeting_logs"
    )
    key = models.UUIDField()
    revision = models.PositiveIntegerField(default=1)
    state = models.CharField(_("tila"), max_length=8, choices=LogState.choices, default=LogState.SENT, db_index=True)
    held_on = models.DateField(_("pidetty"))
    minutes = models.PositiveSmallIntegerField(_("kesto minuutteina"))
    kind = models.CharField(_("laji"), max_length=9, choices=MeetingKind.choices)
    mode = models.CharField(_("tapa"), max_length=8, choices=MeetingMode.choices)
    present = models.PositiveSmallIntegerField(_("läsnä"))
    total = models.PositiveSmallIntegerField(_("ryhmässä"))
    topic = models.CharField(_("aihe"), max_length=60)
    reminded = models.BooleanField(_("luottamusmuistutus sanottu"))
    voice = models.CharField(_("kaikilla mahdollisuus puhua"), max_length=6, choices=Voice.choices)
    helped = models.TextField(_("mikä auttoi"), max_length=400, blank=True)
    next_step = models.TextField(_("mitä kokeilen seuraavaksi"), max_length=400, blank=True)
    feeling = models.PositiveSmallIntegerField(_("oma olo"))
    needs_help = models.BooleanField(_("tarvitsen apua"), default=False)
    question = models.TextField(_("kysymys"), max_length=400, blank=True)
    help_shown = models.CharField(
        _("avunpyyntö näkyy"), max_length=9, choices=HelpShown.choices, default=HelpShown.UNNAMED
    )
    private_sealed = models.TextField(_("vain minulle"), blank=True)  # domain/private_words.py opens it
    sent_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    trainer_comment = models.TextField(_("kouluttajan kommentti"), max_length=1200, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("tapaamiskirjaus")
        verbose_name_plural = _("tapaamiskirjaukset")
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="groups_log_key_once"),
            models.CheckConstraint(
                condition=models.Q(present__gte=1, present__lte=models.F("total"), total__lte=LARGEST_MEETING),
                name="groups_log_present_of_total",
            ),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=LONGEST_MEETING), name="groups_log_minutes"
            ),
            models.CheckConstraint(condition=models.Q(feeling__gte=1, feeling__lte=5), name="groups_log_feeling"),
            models.CheckConstraint(condition=models.Q(voice__in=Voice.values), name="groups_log_voice"),
            models.CheckConstraint(
                condition=~models.Q(state__in=[LogState.READ, LogState.RETURNED]) | models.Q(answered_at__isnull=False),
                name="groups_log_answer_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.state}"

    @property
    def is_editable(self) -> bool:
        """Whether the author may still change it; after the trainer has read it there are only amendments."""
        return self.state != LogState.READ


class LogPart(models.Model):
    """A part of the Työpeili model that the meeting touched."""

    log = models.ForeignKey(MeetingLog, on_delete=models.CASCADE, related_name="parts")
    part = models.CharField(_("mallin osa"), max_length=13, choices=ModelPart.choices)

    class Meta:
        verbose_name = _("mallin osa")
        verbose_name_plural = _("mallin osat")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["log", "part"], name="groups_part_once")]

    def __str__(self) -> str:
        return self.get_part_display()


class LogAmendment(models.Model):
    """What the author added after the trainer had read the log; never changed, only added to."""

    log = models.ForeignKey(MeetingLog, on_delete=models.CASCADE, related_name="amendments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("täydennys"), max_length=600)
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("täydennys")
        verbose_name_plural = _("täydennykset")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.log_id}: {self.written_at:%Y-%m-%d}"


class CostItem(models.Model):
    """Money a meeting took, one row per category. The tax rate is a field, never assumed (BR-16)."""

    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, related_name="costs")
    category = models.CharField(_("laji"), max_length=12, choices=CostCategory.choices)
    net = models.DecimalField(_("summa ilman veroa"), max_digits=8, decimal_places=2)
    vat_percent = models.DecimalField(_("alv %"), max_digits=4, decimal_places=1, null=True, blank=True)

    class Meta:
        verbose_name = _("kulu")
        verbose_name_plural = _("kulut")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "category"], name="groups_cost_category_once"),
            models.CheckConstraint(condition=models.Q(net__gte=0), name="groups_cost_not_negative"),
            models.CheckConstraint(
                condition=models.Q(vat_percent=None) | models.Q(vat_percent__gte=0, vat_percent__lte=100),
                name="groups_cost_vat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.category} {self.net}"
