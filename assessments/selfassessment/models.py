"""The statements, the moments at which they are answered, and one trainee's answers."""

import uuid
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from courses.enums import CompletionRule
from courses.models import ActivityPage, CourseRun, Enrolment

LOWEST, HIGHEST = 1, 5


class Instrument(ClusterableModel):
    """A set of statements that is answered more than once."""

    title = models.CharField(_("nimi"), max_length=120)
    low_label = models.CharField(_("1 tarkoittaa"), max_length=60, default="en vielä")
    high_label = models.CharField(_("5 tarkoittaa"), max_length=60, default="luontevasti")

    panels: ClassVar = [
        FieldPanel("title"),
        FieldPanel("low_label"),
        FieldPanel("high_label"),
        InlinePanel("statements", label=_("Väittämä")),
    ]

    class Meta:
        verbose_name = _("itsearvioinnin väittämät")
        verbose_name_plural = _("itsearviointien väittämät")

    def __str__(self) -> str:
        return self.title


class Statement(Orderable):
    """One statement. `key` names it in the answers, whatever becomes of its wording."""

    instrument = ParentalKey(Instrument, on_delete=models.CASCADE, related_name="statements")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    group = models.CharField(_("ryhmä"), max_length=120, blank=True)
    text = models.CharField(_("väittämä"), max_length=300)

    panels: ClassVar = [FieldPanel("group"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["instrument", "key"], name="selfassessment_key_once")]

    def __str__(self) -> str:
        return self.text


class SelfAssessmentPage(ActivityPage):
    """One moment at which the statements are answered."""

    class Moment(models.TextChoices):
        """Which of the pair."""

        START = "start", _("alussa")
        END = "end", _("lopussa")

    introduction = models.TextField(_("johdanto"), max_length=2000, blank=True)
    instrument = models.ForeignKey(
        Instrument,
        on_delete=models.PROTECT,
        related_name="pages",
        verbose_name=_("väittämät"),
        help_text=_("Alussa ja lopussa samat väittämät: niistä syntyy vertailu."),
    )
    moment = models.CharField(_("ajankohta"), max_length=5, choices=Moment.choices)
    open_question = models.CharField(_("avoin kysymys"), max_length=300, blank=True)

    parent_page_types: ClassVar[list[str]] = ["courses.SessionPage"]
    is_creatable = True
    completion_rules: ClassVar[tuple[str, ...]] = (CompletionRule.SUBMIT,)
    icon: ClassVar[str] = "selfassessment"
    type_label: ClassVar = _("itsearviointi")
    counts_as: ClassVar[str] = "survey"

    content_panels = Page.content_panels + [
        FieldPanel("introduction"),
        FieldPanel("instrument"),
        FieldPanel("moment"),
        FieldPanel("open_question"),
        MultiFieldPanel([FieldPanel("minutes"), FieldPanel("required")], heading=_("Suoritus")),
    ]
    search_fields = ActivityPage.search_fields + [index.SearchField("introduction")]

    class Meta:
        verbose_name = _("itsearviointi")
        verbose_name_plural = _("itsearvioinnit")

    def clean(self) -> None:
        super().clean()
        if not self.pk:
            return
        stored = SelfAssessmentPage.objects.filter(pk=self.pk).values("instrument_id", "moment").first()
        same = stored in (None, {"instrument_id": self.instrument_id, "moment": self.moment})
        if not same and self.responses.exists():
            raise ValidationError(_("Tähän on jo vastattu, joten väittämiä ja ajankohtaa ei voi enää vaihtaa."))


class AssessmentResponse(models.Model):
    """How one trainee assessed themselves at one moment. Read by the trainee alone."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="self_assessments")
    page = models.ForeignKey(SelfAssessmentPage, on_delete=models.PROTECT, related_name="responses")
    values = models.JSONField(default=dict)
    open_answer = models.TextField(blank=True, max_length=2000)
    submitted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("itsearvioinnin vastaus")
        verbose_name_plural = _("itsearvioinnin vastaukset")
        constraints = [models.UniqueConstraint(fields=["enrolment", "page"], name="selfassessment_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.page_id}"


class MeansRelease(models.Model):
    """The sums of one moment as they were shown to the staff of a run: renewed only with five new answers at once.

    If each new answer moved the means, the means before and after it would tell what that one person answered.
    """

    run = models.ForeignKey(CourseRun, on_delete=models.CASCADE, related_name="+")
    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="+")
    moment = models.CharField(max_length=5, choices=SelfAssessmentPage.Moment.choices)
    count = models.PositiveIntegerField()
    sums = models.JSONField(default=dict)  # by statement: how many answered, and the sum of what they answered

    class Meta:
        verbose_name = _("itsearvioinnin kooste")
        verbose_name_plural = _("itsearviointien koosteet")
        constraints = [
            models.UniqueConstraint(fields=["run", "instrument", "moment"], name="selfassessment_release_once"),
            models.CheckConstraint(condition=models.Q(count__gte=5), name="selfassessment_release_of_five"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.instrument_id} {self.moment}: {self.count}"
