"""A reflection as an activity, and the work of one trainee in it."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from courses.enums import CompletionRule
from courses.models import ActivityPage, Enrolment

LONGEST_TEXT = 20_000


class AssignmentPage(ActivityPage):
    """A text to write, and what it is accepted by."""

    instructions = RichTextField(_("tehtävä"), features=["bold", "italic", "link", "ul", "ol"])
    min_words = models.PositiveSmallIntegerField(
        _("sanoja vähintään"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(3000)]
    )
    max_words = models.PositiveSmallIntegerField(
        _("sanoja enintään"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(3000)]
    )

    parent_page_types: ClassVar[list[str]] = ["courses.SessionPage"]
    is_creatable = True
    completion_rules: ClassVar[tuple[str, ...]] = (CompletionRule.PASS,)
    icon: ClassVar[str] = "assignment"
    type_label: ClassVar = _("reflektiotehtävä")
    counts_as: ClassVar[str] = "reflection"

    content_panels = Page.content_panels + [
        FieldPanel("instructions"),
        InlinePanel("criteria", label=_("Hyväksytty, kun")),
        FieldRowPanel([FieldPanel("min_words"), FieldPanel("max_words")], heading=_("Pituus (ohjeellinen)")),
        MultiFieldPanel([FieldPanel("minutes"), FieldPanel("required")], heading=_("Suoritus")),
    ]
    search_fields = Page.search_fields + [index.SearchField("instructions")]

    class Meta:
        verbose_name = _("reflektiotehtävä")
        verbose_name_plural = _("reflektiotehtävät")

    def clean(self) -> None:
        super().clean()
        if self.min_words and self.max_words and self.min_words > self.max_words:
            raise ValidationError({"max_words": _("Enimmäismäärä on pienempi kuin vähimmäismäärä.")})


class Criterion(Orderable):
    """One thing that an accepted text has."""

    page = ParentalKey(AssignmentPage, on_delete=models.CASCADE, related_name="criteria")
    text = models.CharField(_("hyväksytty, kun"), max_length=300)

    panels: ClassVar = [FieldPanel("text")]

    def __str__(self) -> str:
        return self.text


class Submission(models.Model):
    """The work of one trainee in one reflection."""

    class State(models.TextChoices):
        """Life cycle of a reflection (domain 2.2)."""

        DRAFT = "draft", _("luonnos")
        SUBMITTED = "submitted", _("palautettu")
        RETURNED = "returned", _("täydennettävä")
        ACCEPTED = "accepted", _("hyväksytty")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="submissions")
    page = models.ForeignKey(AssignmentPage, on_delete=models.PROTECT, related_name="submissions")
    state = models.CharField(_("tila"), max_length=10, choices=State.choices, default=State.DRAFT)
    draft = models.TextField(blank=True, max_length=LONGEST_TEXT)
    overtaken = models.TextField(blank=True, max_length=LONGEST_TEXT)  # what another window had written, kept once
    saved_version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)  # of the newest round: what the inbox is sorted by

    class Meta:
        verbose_name = _("palautus")
        verbose_name_plural = _("palautukset")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "page"], name="assignment_submission_once"),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(submitted_at__isnull=False),
                name="assignment_sent_has_moment",
            ),
        ]
        indexes = [models.Index(fields=["state", "submitted_at"], name="assignment_waiting")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.page_id}: {self.state}"

    @property
    def is_editable(self) -> bool:
        """Whether the trainee may write."""
        return self.state in (self.State.DRAFT, self.State.RETURNED)


class SubmissionRound(models.Model):
    """One version sent to the trainers, and what was answered to it."""

    class Decision(models.TextChoices):
        """What the trainer decided."""

        ACCEPTED = "accepted", _("hyväksytty")
        RETURNED = "returned", _("täydennettävä")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=LONGEST_TEXT)
    remarks_passed = models.PositiveSmallIntegerField(default=0)  # places the privacy check named and the sender kept
    submitted_at = models.DateTimeField()
    feedback = models.TextField(_("palaute"), blank=True, max_length=5000)
    decision = models.CharField(_("ratkaisu"), max_length=10, choices=Decision.choices, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("palautuskierros")
        verbose_name_plural = _("palautuskierrokset")
        ordering: ClassVar[list[str]] = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="assignment_round_once"),
            models.CheckConstraint(
                condition=models.Q(decision="", decided_at=None)
                | (~models.Q(decision="") & models.Q(decided_at__isnull=False)),
                name="assignment_decision_has_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(decision="returned", feedback=""), name="assignment_return_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} #{self.number}"
