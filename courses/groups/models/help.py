"""Requests for help of a facilitator in training: asked, taken up at a session or answered in writing, solved."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.groups.enums import HelpKind, HelpShown, HelpState
from courses.groups.models.logs import MeetingLog
from courses.models import Enrolment


class HelpRequest(models.Model):
    """One request (avunpyyntö), asked on a log or by itself. A request to be called holds no words at all."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="help_requests")
    log = models.OneToOneField(MeetingLog, on_delete=models.CASCADE, null=True, blank=True, related_name="help_request")
    kind = models.CharField(_("laji"), max_length=8, choices=HelpKind.choices, default=HelpKind.QUESTION)
    shown = models.CharField(_("kenelle näkyy"), max_length=9, choices=HelpShown.choices, default=HelpShown.UNNAMED)
    state = models.CharField(_("tila"), max_length=8, choices=HelpState.choices, default=HelpState.OPEN, db_index=True)
    question = models.TextField(_("kysymys"), max_length=400, blank=True)
    asked_at = models.DateTimeField()
    answer = models.TextField(_("vastaus"), max_length=1200, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("avunpyyntö")
        verbose_name_plural = _("avunpyynnöt")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=HelpKind.CALL, question="", shown=HelpShown.TRAINER)
                | (models.Q(kind=HelpKind.QUESTION) & ~models.Q(question="")),
                name="groups_help_call_is_wordless",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=HelpState.ANSWERED) | models.Q(answered_at__isnull=False),
                name="groups_help_answer_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=HelpState.SOLVED) | models.Q(solved_at__isnull=False),
                name="groups_help_solved_has_time",
            ),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=models.Q(kind=HelpKind.CALL, state=HelpState.OPEN),
                name="groups_one_open_call",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.kind}"  # never the question: this text gets into logs

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.state == HelpState.OPEN
