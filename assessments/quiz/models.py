"""A quiz as an activity, and one attempt at it."""

from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
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
    shuffle_questions = models.BooleanField(_("sekoita kysymysten järjestys"), default=False)
    time_limit = models.PositiveSmallIntegerField(
        _("aikaraja minuutteina"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("Tyhjä: ei aikarajaa. Aikarajasta voi antaa yhdelle osallistujalle lisäaikaa."),
    )

    parent_page_types: ClassVar[list[str]] = ["courses.SessionPage"]
    is_creatable = True
    completion_rules: ClassVar[tuple[str, ...]] = (CompletionRule.PASS, CompletionRule.SUBMIT)
    icon: ClassVar[str] = "quiz"
    type_label: ClassVar = _("tarkistuskysymykset")

    content_panels = Page.content_panels + [
        FieldPanel("introduction"),
        InlinePanel("questions", heading=_("Kysymykset"), label=_("Kysymys")),
        InlinePanel(
            "draws",
            heading=_("Arvottavat kysymykset"),
            label=_("Arvonta"),
            help_text=_("Jokaiselle arvotaan omat kysymykset, kun yritys alkaa."),
        ),
        FieldPanel("pass_percent"),
        MultiFieldPanel([FieldPanel("minutes"), FieldPanel("required")], heading=_("Suoritus")),
    ]
    settings_panels = [
        FieldPanel("completion_rule"),
        MultiFieldPanel(
            [
                FieldPanel("shuffle_options"),
                FieldPanel("shuffle_questions"),
                FieldPanel("max_attempts"),
                FieldPanel("counting"),
                FieldPanel("time_limit"),
            ],
            heading=_("Yrityskerrat"),
        ),
        *Page.settings_panels,
    ]
    search_fields = ActivityPage.search_fields + [index.SearchField("introduction")]

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


class QuizDraw(Orderable):
    """Questions drawn at random from a category of the bank, or from those that carry a tag."""

    page = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="draws")
    category = models.CharField(
        _("luokka"),
        max_length=255,
        blank=True,
        help_text=_("Polku, esimerkiksi: Työpeili/Kerta 1. Alaluokat kuuluvat mukaan."),
    )
    tag = models.CharField(_("asiasana"), max_length=100, blank=True)
    count = models.PositiveSmallIntegerField(
        _("kysymyksiä"), default=5, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    points = models.PositiveSmallIntegerField(
        _("pisteet kustakin"), default=1, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("category"), FieldPanel("tag")]),
        FieldRowPanel([FieldPanel("count"), FieldPanel("points")]),
    ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.count} × {self.category} {self.tag}"

    def clean(self) -> None:
        """Ask for a category or a tag: everything in the bank is hardly meant."""
        super().clean()
        self.category = "/".join(part.strip() for part in self.category.split("/") if part.strip())
        self.tag = self.tag.strip()
        if not self.category and not self.tag:
            raise ValidationError({"category": _("Kirjoita luokka tai asiasana, josta kysymykset arvotaan.")})


class Attempt(models.Model):
    """One attempt of one trainee: the questions as they were met, and every answer, in one row.

    `slots` is decided at the start: `[{"version": id, "points": 1, "order": [2, 0, 1]}, …]`. `answers` holds what the
    form sent, by field name; `marks` the share of the points of each slot, written once at the end; a slot that a
    person has yet to read has the mark "". `comments` are the reader's words, by slot.
    """

    class State(models.TextChoices):
        """Whether answers may still be given."""

        OPEN = "open", _("kesken")
        REVIEW = "review", _("odottaa arviota")
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
    deadline_at = models.DateTimeField(null=True, blank=True)
    comments = models.JSONField(default=dict)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("quiz", "yritys")
        verbose_name_plural = _("yritykset")
        ordering: ClassVar[list[Any]] = ["-number"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["finished_at"], condition=models.Q(state="review"), name="quiz_attempts_to_read"),
            models.Index(
                fields=["deadline_at"],
                condition=models.Q(state="open", deadline_at__isnull=False),
                name="quiz_attempts_in_time",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "page", "number"], name="quiz_attempt_number_once"),
            models.UniqueConstraint(
                fields=["enrolment", "page"], condition=models.Q(state="open"), name="quiz_one_open_attempt"
            ),
            models.CheckConstraint(
                condition=models.Q(state="open", finished_at=None)
                | models.Q(state="review", finished_at__isnull=False, percent=None)
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

    @property
    def waits(self) -> bool:
        """Whether a person has yet to read an answer."""
        return self.state == self.State.REVIEW


class TimeExtension(models.Model):
    """More time for one trainee at one quiz: who gave it, why, and how much. The newest one counts."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="quiz_extensions")
    page = models.ForeignKey(QuizPage, on_delete=models.CASCADE, related_name="extensions")
    minutes = models.PositiveSmallIntegerField(
        _("lisäaika minuutteina"), validators=[MinValueValidator(1), MaxValueValidator(600)]
    )
    reason = models.CharField(_("perustelu"), max_length=500)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("lisäaika")
        verbose_name_plural = _("lisäajat")
        ordering: ClassVar[list[Any]] = ["-granted_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.page_id} +{self.minutes}"
