"""The pulse of a meeting, in counters: a single answer is stored nowhere, and nothing here has a time of its own."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.groups.models import GroupMeeting
from courses.models import CourseRun

LOWEST, HIGHEST = 1, 5


class Question(models.TextChoices):
    """What is asked: what research says matters in such a group."""

    OPENNESS = "openness", _("Ilmapiiri oli avoin")
    VOICE = "voice", _("Kaikilla oli tilaa puhua")
    USE = "use", _("Tapaamisesta oli minulle hyötyä")


class Pulse(models.Model):
    """The pulse of one meeting. `run` is the one run whose staff see it in their sum."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.OneToOneField(GroupMeeting, on_delete=models.CASCADE, related_name="pulse")
    run = models.ForeignKey(CourseRun, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    generation = models.PositiveIntegerField(default=1)
    closes_at = models.DateTimeField()
    answers = models.PositiveSmallIntegerField(default=0)
    shown_answers = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("pulssi")
        verbose_name_plural = _("pulssit")
        constraints = [
            models.CheckConstraint(condition=models.Q(shown_answers__lte=models.F("answers")), name="pulse_shown"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    def is_open(self, at: datetime) -> bool:
        """Say whether the pulse takes answers."""
        return self.closes_at > at and not self.meeting.group.is_closed


class PulseTally(models.Model):
    """How many chose a value, and how many of them the facilitator has been shown."""

    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="tallies")
    question = models.CharField(max_length=8, choices=Question.choices)
    value = models.PositiveSmallIntegerField()
    count = models.PositiveSmallIntegerField(default=0)
    shown = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("pulssin laskuri")
        verbose_name_plural = _("pulssin laskurit")
        ordering = ["question", "value"]
        constraints = [
            models.UniqueConstraint(fields=["pulse", "question", "value"], name="pulse_tally_once"),
            models.CheckConstraint(condition=models.Q(value__gte=LOWEST, value__lte=HIGHEST), name="pulse_value"),
            models.CheckConstraint(condition=models.Q(question__in=Question.values), name="pulse_question"),
            models.CheckConstraint(condition=models.Q(shown__lte=models.F("count")), name="pulse_tally_shown"),
        ]

    def __str__(self) -> str:
        return f"{self.pulse_id}: {self.question} {self.value}"


class PulseReceipt(models.Model):
    """That a form has been counted. Says neither who sent it nor what it said."""

    digest = models.CharField(max_length=64, primary_key=True)
    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("pulssin kuitti")
        verbose_name_plural = _("pulssin kuitit")

    def __str__(self) -> str:
        return f"{self.pulse_id}"


class RunPulse(models.Model):
    """What the staff of a run see: the sum over meetings as it stood when at least five more answers had come."""

    run = models.OneToOneField(CourseRun, on_delete=models.CASCADE, related_name="+")
    answers = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("toteutuksen pulssi")
        verbose_name_plural = _("toteutusten pulssit")

    def __str__(self) -> str:
        return f"{self.run_id}: {self.answers}"
