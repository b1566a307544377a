"""A survey as an activity, who has answered, and what was answered – with nothing between the two when anonymous."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from courses.enums import CompletionRule
from courses.models import ActivityPage, CourseRun, Enrolment


class Anonymity(models.TextChoices):
    """What ties a response to a person."""

    ANONYMOUS = "anonymous", _("nimetön")
    CODED = "coded", _("koodattu")
    NAMED = "named", _("nimellä")


class SurveyPage(ActivityPage):
    """Questions that have no right answer."""

    introduction = models.TextField(_("johdanto"), max_length=2000, blank=True)
    anonymity = models.CharField(
        _("vastaajan tunnistaminen"),
        max_length=10,
        choices=Anonymity.choices,
        default=Anonymity.ANONYMOUS,
        help_text=_("Ei voi muuttaa sen jälkeen, kun joku osallistuja on avannut kyselyn."),
    )

    parent_page_types: ClassVar[list[str]] = ["courses.SessionPage"]
    is_creatable = True
    completion_rules: ClassVar[tuple[str, ...]] = (CompletionRule.SUBMIT,)
    icon: ClassVar[str] = "survey"
    type_label: ClassVar = _("kysely")
    counts_as: ClassVar[str] = "survey"

    content_panels = Page.content_panels + [
        FieldPanel("introduction"),
        FieldPanel("anonymity"),
        InlinePanel("questions", label=_("Kysymys")),
        MultiFieldPanel([FieldPanel("minutes"), FieldPanel("required")], heading=_("Suoritus")),
    ]
    search_fields = ActivityPage.search_fields + [index.SearchField("introduction")]

    class Meta:
        verbose_name = _("kysely")
        verbose_name_plural = _("kyselyt")

    def clean(self) -> None:
        super().clean()
        if not self.pk:
            return
        promised = self.promised_anonymity()
        if promised and promised != self.anonymity:
            raise ValidationError(
                {"anonymity": _("Kysely on jo avattu vastaajille, joten tunnistamista ei voi enää muuttaa.")}
            )

    def promised_anonymity(self) -> str:
        """Return what respondents have been promised, once anybody has been; nothing before."""
        opened = SurveyOpening.objects.filter(page_id=self.pk)
        return opened.values_list("page__anonymity", flat=True).first() or ""

    def with_content_json(self, content: dict[str, Any]) -> "SurveyPage":
        """Read a revision; one from before the survey opened does not take the promise back."""
        page: SurveyPage = super().with_content_json(content)
        page.anonymity = self.promised_anonymity() or page.anonymity
        return page


class SurveyOpening(models.Model):
    """The survey has been shown to a trainee: from now on the database itself keeps who answers how (guard.py)."""

    page = models.OneToOneField(SurveyPage, on_delete=models.CASCADE, related_name="opening")

    class Meta:
        verbose_name = _("kyselyn avaaminen")
        verbose_name_plural = _("kyselyjen avaamiset")

    def __str__(self) -> str:
        return str(self.page_id)


class SurveyClosing(models.Model):
    """The survey takes no more answers in a run, and its results are shown.

    Results of an open survey could be compared before and after one answer; those of a closed one never change, not
    even when a respondent is erased later.
    """

    page = models.ForeignKey(SurveyPage, on_delete=models.PROTECT, related_name="closings")
    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="+")
    closed_on = models.DateField()
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # nobody: the last one had answered
    counts = models.JSONField(null=True, blank=True)  # as they were then, and so they stay (freezing.py)

    class Meta:
        verbose_name = _("kyselyn sulkeminen")
        verbose_name_plural = _("kyselyjen sulkemiset")
        constraints = [models.UniqueConstraint(fields=["page", "run"], name="survey_closed_once")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.run_id}"


class SurveyQuestion(Orderable):
    """One question. `key` names it in the responses, whatever becomes of its wording."""

    class Kind(models.TextChoices):
        """How it is answered."""

        SCALE = "scale", _("asteikko 1–5")
        NPS = "nps", _("suosittelu 0–10")
        SINGLE = "single", _("yksi vaihtoehto")
        MULTIPLE = "multiple", _("monta vaihtoehtoa")
        TEXT = "text", _("vapaa teksti")

    page = ParentalKey(SurveyPage, on_delete=models.CASCADE, related_name="questions")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    kind = models.CharField(_("laji"), max_length=10, choices=Kind.choices)
    text = models.CharField(_("kysymys"), max_length=300)
    options = models.TextField(
        _("vaihtoehdot"), blank=True, max_length=4000, help_text=_("Yksi riville. Vain vaihtoehtokysymyksille.")
    )
    follow_up = models.CharField(
        _("jatkokysymys"), max_length=200, blank=True, help_text=_("Avoin kenttä saman kysymyksen alle.")
    )
    is_required = models.BooleanField(_("pakollinen"), default=False)

    panels: ClassVar = [
        FieldPanel("kind"),
        FieldPanel("text"),
        FieldPanel("options"),
        FieldPanel("follow_up"),
        FieldPanel("is_required"),
    ]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="survey_question_key_once")]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        super().clean()
        if self.kind in (self.Kind.SINGLE, self.Kind.MULTIPLE) and len(self.choices) < 2:
            raise ValidationError({"options": _("Kirjoita vähintään kaksi vaihtoehtoa, yksi riville.")})

    @property
    def choices(self) -> list[str]:
        """The values there are to choose from, as they are stored; empty for free text."""
        if self.kind == self.Kind.SCALE:
            return [str(number) for number in range(1, 6)]
        if self.kind == self.Kind.NPS:
            return [str(number) for number in range(11)]
        lines = (line.strip()[:300] for line in self.options.splitlines())
        return list(dict.fromkeys(line for line in lines if line)) if self.kind != self.Kind.TEXT else []


class SurveyReceipt(models.Model):
    """This trainee has sent this survey. Bears no moment and nothing of what was said."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="survey_receipts")
    page = models.ForeignKey(SurveyPage, on_delete=models.PROTECT, related_name="receipts")

    class Meta:
        verbose_name = _("kyselyn kuittaus")
        verbose_name_plural = _("kyselyjen kuittaukset")
        constraints = [models.UniqueConstraint(fields=["enrolment", "page"], name="survey_receipt_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.page_id}"


class SurveyResponse(models.Model):
    """What somebody of a run answered. Its id is random, and it bears no moment."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.ForeignKey(SurveyPage, on_delete=models.PROTECT, related_name="responses")
    run = models.ForeignKey(CourseRun, on_delete=models.PROTECT, related_name="+")
    anonymity = models.CharField(max_length=10, choices=Anonymity.choices)
    code = models.CharField(max_length=32, blank=True)
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, null=True, blank=True, related_name="survey_responses"
    )
    answers = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("kyselyvastaus")
        verbose_name_plural = _("kyselyvastaukset")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(anonymity="anonymous", code="", enrolment=None)
                | models.Q(anonymity="coded", code__gt="", enrolment=None)
                | models.Q(anonymity="named", code="", enrolment__isnull=False),
                name="survey_response_keeps_its_promise",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.anonymity}"
