"""What was decided when a run was closed, and what has been deleted since: counts, no contents."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.groups.models import PeerGroup
from courses.models import CourseRun, Enrolment

REASON_LENGTH = 400


class Becomes(models.TextChoices):
    """What becomes of somebody who has not finished."""

    MOVED = "moved", _("jatkaa toisessa toteutuksessa")
    ENDED = "ended", _("päättyy ilman todistusta")
    LEFT = "left", _("jää näin")


class GroupGoes(models.TextChoices):
    """What becomes of a group."""

    ALUMNI = "alumni", _("jatkuu alumniryhmänä")
    HANDED_OVER = "handover", _("luovutetaan toiselle ohjaajalle")
    ENDED = "ended", _("päättyy")


class LeftOpen(models.Model):
    """Something open that was left on purpose, and why."""

    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="left_open")
    key = models.CharField(max_length=80)  # courses.endings.OpenEnd.key
    reason = models.CharField(_("syy"), max_length=REASON_LENGTH)
    left_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    left_at = models.DateTimeField()

    class Meta:
        verbose_name = _("auki jätetty")
        verbose_name_plural = _("auki jätetyt")
        constraints = [
            models.UniqueConstraint(fields=["run", "key"], name="closing_left_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="closing_left_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.key}"


class PersonOutcome(models.Model):
    """What was decided on one trainee who had not finished. `was_state` is what reopening brings back."""

    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="person_outcomes")
    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="closing_outcome")
    becomes = models.CharField(_("ratkaisu"), max_length=6, choices=Becomes.choices)
    to_run = models.ForeignKey(CourseRun, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    was_state = models.CharField(max_length=10)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("keskeneräisen ratkaisu")
        verbose_name_plural = _("keskeneräisten ratkaisut")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(becomes=Becomes.MOVED) | models.Q(to_run=None), name="closing_moved_has_run"
            ),
            models.CheckConstraint(condition=models.Q(becomes__in=Becomes.values), name="closing_known_outcome"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.becomes}"


class GroupOutcome(models.Model):
    """What was decided on one group of the run."""

    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="group_outcomes")
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="+")
    goes = models.CharField(_("ratkaisu"), max_length=8, choices=GroupGoes.choices)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ryhmän jatko")
        verbose_name_plural = _("ryhmien jatkot")
        constraints = [
            models.UniqueConstraint(fields=["run", "group"], name="closing_group_once"),
            models.CheckConstraint(condition=models.Q(goes__in=GroupGoes.values), name="closing_known_goes"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.goes}"


class RunClosing(models.Model):
    """One closing of a run; a run that was opened again may have several. `told_up_to` is how far telling has come."""

    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="closings")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField()
    was_state = models.CharField(max_length=12)
    told_up_to = models.PositiveBigIntegerField(default=0)  # primary key of the last trainee told
    told = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopen_reason = models.CharField(_("syy"), max_length=REASON_LENGTH, blank=True)

    class Meta:
        verbose_name = _("toteutuksen sulkeminen")
        verbose_name_plural = _("toteutusten sulkemiset")
        ordering = ["-closed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run"], condition=models.Q(reopened_at=None), name="closing_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(reopened_at=None) | ~models.Q(reopen_reason=""), name="closing_reopened_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.closed_at:%Y-%m-%d}"


class AccountWarning(models.Model):
    """That somebody who has not signed in for long has been told when the account goes. Ends with the next sign-in."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()  # the last sign-in at the time of warning; a later one makes the warning void
    times = models.PositiveSmallIntegerField(default=0)
    warned_at = models.DateTimeField()

    class Meta:
        verbose_name = _("varoitus tilin poistosta")
        verbose_name_plural = _("varoitukset tilien poistosta")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.times}"


class Clearing(models.Model):
    """How much of one kind was dealt with on one day because its time had come. The proof that it was done."""

    key = models.CharField(max_length=80)
    on = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("poistettu määrä")
        verbose_name_plural = _("poistetut määrät")
        ordering = ["-on", "key"]
        constraints = [models.UniqueConstraint(fields=["key", "on"], name="closing_cleared_once_a_day")]

    def __str__(self) -> str:
        return f"{self.on} {self.key}: {self.count}"


class ClearingTurn(models.Model):
    """When the clocks were last looked at; one row. Sweeps come every half minute, days do not."""

    last_at = models.DateTimeField()

    class Meta:
        verbose_name = _("säilytysaikojen kierros")
        verbose_name_plural = _("säilytysaikojen kierrokset")

    def __str__(self) -> str:
        return f"{self.last_at:%Y-%m-%d %H:%M}"
