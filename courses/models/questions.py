"""The question a trainee takes from an activity to the next session."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.enrolment import Enrolment
from courses.models.pages import ActivityPage

QUESTION_LENGTH = 500


class SessionQuestion(models.Model):
    """The trainee's own question for the next session; read by the trainee and the run's staff."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="session_questions")
    activity = models.ForeignKey(ActivityPage, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("oma kysymys"), max_length=QUESTION_LENGTH)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("oma kysymys")
        verbose_name_plural = _("omat kysymykset")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "activity"], name="courses_question_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="courses_question_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}: {self.activity_id}"
