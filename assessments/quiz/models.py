"""A quiz as an activity, and one attempt at it."""

from decimal import Decimal
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from assessments.questions.kinds.numeric import written
from assessments.questions.models import Question
from courses.enums import CompletionRule
from courses.models import ActivityPage, Enrolment


class Counting(models.TextChoices):
    """Which attempt speaks for the trainee."""

    BEST = "best", _("paras")
    LAST = "last", _("viimeisin")


class QuizPage(ActivityPage):
    """Check questions with feedback."""

    introduction = models.TextField(_("johdanto"), max_length=2000, blank=True)
    pass_percent = models.PositiveSmallIntegerField(
        _("hyväksymisraja, %"), default=70, validators=[MaxValueValidator(100)]
    )
    shuffle_options = models.BooleanField(_("sekoita vaihtoehdot"), default=True)
    max_attempts = models.PositiveSmallIntegerField(
        _("yrityksiä enintään"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Tyhjä: niin monta kuin haluaa."),
    )
    counting = models.CharField(_("lasketaan"), max_length=4, choices=Counting.choices, default=Counting.BEST)

    parent_page_types: ClassVar[list[str]] = ["courses.SessionPage"]
    is_creatable = True
    completion_rules: ClassVar[tuple[str, ...]] = (CompletionRule.PASS, CompletionRule.SUBMIT)
    icon: ClassVar[str] = "quiz"
    type_label: ClassVar = _("tarkistuskysymykset")

    content_panels = Page.content_panels + [
        FieldPanel("introduction"),
        InlinePanel("questions", label=_("Kysymys")),
        FieldPanel("pass_percent"),
        MultiFieldPanel(
            [FieldPanel("minutes"), FieldPanel("required"), FieldPanel("completion_rule")], heading=_("Suoritus")
        ),
    ]
    settings_panels = [
        MultiFieldPanel(
            [FieldPanel("shuffle_options"), FieldPanel("max_attempts"), FieldPanel("counting")],
            heading=_("Yritykset"),
        ),
        *Page.settings_panels,
    ]
    search_fields = Page.search_fields + [index.SearchField("introduction")]

    class Meta:
        verbose_name = _("tarkistuskysymykset")
        verbose_name_plural = _("tarkistuskysymykset")


class QuizQuestion(Orderable):
    """A question's place in a quiz."""

    page = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="questions")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="+", verbose_name=_("kysymys"))
    points = models.PositiveSmallIntegerField(
        _("pisteet"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    panels: ClassVar = [FieldPanel("question"), FieldPanel("points")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.question_id}"


class Attempt(models.Model):
    """One attempt of one trainee: the questions as they were met, and every answer, in one row.

    `slots` is decided at the start: `[{"version": id, "points": 1, "order": [2, 0, 1]}, …]`. `answers` holds what the
    form sent, by field name; `marks` the share of the points of each slot, written once at the end.
    """

    class State(models.TextChoices):
        """Whether answers may still be given."""

        OPEN = "open", _("kesken")
        FINISHED = "finished", _("tarkistettu")

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="quiz_attempts")
    page = models.ForeignKey(QuizPage, on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    slots = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    saved_version = models.PositiveIntegerField(default=0)
    pass_percent = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    marks = models.JSONField(default=list)
    points = models.DecimalField(max_digits=8, decimal_places=3, null=True, blank=True)
    max_points = models.PositiveIntegerField(default=0)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    is_passed = models.BooleanField(default=False)

    class Meta:
        verbose_name = pgettext_lazy("quiz", "yritys")
        verbose_name_plural = _("yritykset")
        ordering: ClassVar[list[Any]] = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "page", "number"], name="quiz_attempt_number_once"),
            models.UniqueConstraint(
                fields=["enrolment", "page"], condition=models.Q(state="open"), name="quiz_one_open_attempt"
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", finished_at=None)
                | models.Q(state="finished", finished_at__isnull=False, percent__gte=0, percent__lte=Decimal(100)),
                name="quiz_finished_has_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.page_id} #{self.number}"

    @property
    def points_text(self) -> str:
        """The points earned, as they are written: 6,67."""
        return written((self.points or Decimal(0)).quantize(Decimal("0.01")))

    @property
    def is_open(self) -> bool:
        """Whether answers may still be given."""
        return self.state == self.State.OPEN
