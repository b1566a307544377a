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
from media.storage import protected_storage

LONGEST_TEXT = 20_000
LONGEST_REASON = 400


class AssignmentPage(ActivityPage):
    """A text to write, and what it is accepted by."""

    instructions = RichTextField(_("tehtävä"), features=["bold", "italic", "link", "ul", "ol"])
    min_words = models.PositiveSmallIntegerField(
        _("sanoja vähintään"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(3000)]
    )
    max_words = models.PositiveSmallIntegerField(
        _("sanoja enintään"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(3000)]
    )
    due_days = models.PositiveSmallIntegerField(
        _("määräaika, päivää kerran jälkeen"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(365)],
        help_text=_("Tyhjä: ei määräaikaa. 0: kertapäivän loppuun. Siirtyy, jos kerta siirtyy."),
    )
    max_files = models.PositiveSmallIntegerField(
        _("liitteitä enintään"),
        default=0,
        validators=[MaxValueValidator(5)],
        help_text=_("0: ei liitteitä. Liite voi olla myös ääniviesti tekstin sijaan."),
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
    settings_panels = [
        MultiFieldPanel([FieldPanel("due_days"), FieldPanel("max_files")], heading=_("Määräaika ja liitteet")),
        *Page.settings_panels,
    ]
    search_fields = ActivityPage.search_fields + [index.SearchField("instructions")]

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
    text = models.TextField(max_length=LONGEST_TEXT, blank=True)  # a recording may stand for it
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


def path_of(file: "SubmissionFile", filename: str) -> str:
    """Return where a file is stored; its name says nothing of whose it is or what it was called."""
    return f"submissions/{uuid.uuid4().hex}"


class SubmissionFile(models.Model):
    """A file beside the text: of the draft until it is sent, then of that round."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    round = models.ForeignKey(SubmissionRound, on_delete=models.CASCADE, null=True, blank=True, related_name="files")
    file = models.FileField(_("tiedosto"), upload_to=path_of, storage=protected_storage)
    name = models.CharField(_("nimi"), max_length=120)
    size = models.PositiveIntegerField(_("koko"))
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("liite")
        verbose_name_plural = _("liitteet")
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.name


class AssignmentException(models.Model):
    """What one trainee may do otherwise in one assignment: who allowed it, why, until when. Ended, never deleted."""

    class Kind(models.TextChoices):
        """What is allowed."""

        EXTENSION = "extension", _("lisäaika")
        ORAL = "oral", _("suullinen vaihtoehto")
        WAIVER = "waiver", _("vapautus tehtävästä")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="assignment_exceptions")
    page = models.ForeignKey(AssignmentPage, on_delete=models.PROTECT, related_name="exceptions")
    kind = models.CharField(_("poikkeus"), max_length=9, choices=Kind.choices)
    until = models.DateTimeField(_("voimassa"), null=True, blank=True)
    reason = models.CharField(_("perustelu"), max_length=LONGEST_REASON)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    fulfilled_at = models.DateTimeField(null=True, blank=True)  # when the oral alternative was heard
    fulfilled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("tehtävän poikkeus")
        verbose_name_plural = _("tehtävien poikkeukset")
        ordering: ClassVar[list[str]] = ["-granted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "page"], condition=models.Q(ended_at=None), name="assignment_exception_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="extension") | models.Q(until__isnull=False),
                name="assignment_extension_has_end",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="assignment_exception_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.page_id}: {self.kind}"
