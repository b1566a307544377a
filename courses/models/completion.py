"""What a trainee has done, and how the conditions of the certificate stand."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import Standing
from courses.models.enrolment import Enrolment
from courses.models.pages import ActivityPage


class ActivityCompletion(models.Model):
    """The trainee has done the activity. Remembers which revision of the page that was."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="completions")
    activity = models.ForeignKey(ActivityPage, on_delete=models.PROTECT, related_name="+")
    completed_at = models.DateTimeField()
    revision_id = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("suoritus")
        verbose_name_plural = _("suoritukset")
        constraints = [models.UniqueConstraint(fields=["enrolment", "activity"], name="courses_completion_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.activity_id}"


class ConditionState(models.Model):
    """How one condition of the rule set stands for one trainee, as last evaluated."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="condition_states")
    condition = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField()
    standing = models.CharField(max_length=12, choices=Standing.choices, default=Standing.NOT_YET)
    done = models.PositiveIntegerField(default=0)
    needed = models.PositiveIntegerField(default=0)
    facts = models.JSONField(default=dict)  # what the reason is made of, in no language
    since = models.DateTimeField()

    class Meta:
        verbose_name = _("suoritusehdon tila")
        verbose_name_plural = _("suoritusehtojen tilat")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["enrolment", "condition"], name="courses_condition_state_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.condition}: {self.standing}"


class ConditionException(models.Model):
    """A condition or an opening rule waived for one person: who, why, when. Never deleted, only ended."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="exceptions")
    condition = models.CharField(max_length=40)
    reason = models.CharField(_("perustelu"), max_length=400)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("poikkeus")
        verbose_name_plural = _("poikkeukset")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "condition"], condition=models.Q(ended_at=None), name="courses_exception_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.condition}"


class OutlineVersion(models.Model):
    """Counts up whenever a page of the course is published, moved or taken away; names the cached outline."""

    course = models.OneToOneField("courses.CoursePage", on_delete=models.CASCADE, related_name="outline_version")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.course_id} v{self.version}"
