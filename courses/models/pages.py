"""The course as content: course page > session pages > activity pages. Dates belong to runs, never to pages."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from courses.admin_forms import ActivityPageForm
from courses.admin_tabs import tabs_of
from courses.enums import Audience, CompletionRule, OpensWhen, OwnGroup
from courses.models.searching import SEARCHED, text_of
from media.blocks import BODY_BLOCKS

if TYPE_CHECKING:
    from courses.models import Enrolment

SEARCH_SLUG = "haku"  # the search of a run has the address an activity of this name would have


class CoursePage(Page):
    """A course (koulutus) as it is presented to the public and taken by trainees."""

    introduction = models.TextField(_("ingressi"), max_length=600, blank=True)
    audience = RichTextField(_("kenelle"), blank=True, features=["bold", "italic", "link", "ul", "ol"])
    body = StreamField(BODY_BLOCKS, verbose_name=_("esittely"), blank=True)
    extent_minutes = models.PositiveIntegerField(_("laajuus minuutteina"), default=720)
    own_work = models.CharField(_("oma työ"), max_length=200, blank=True)

    parent_page_types: ClassVar = ["portal.HomePage"]
    subpage_types: ClassVar = ["courses.SessionPage"]
    content_panels = Page.content_panels + [
        FieldPanel("introduction"),
        FieldPanel("audience"),
        InlinePanel("outcomes", label=_("Osaamistavoite")),
        FieldPanel("body"),
        MultiFieldPanel([FieldPanel("extent_minutes"), FieldPanel("own_work")], heading=_("Laajuus")),
    ]
    search_fields = Page.search_fields + [index.SearchField("introduction"), index.SearchField("body")]
    template = "courses/course_page.html"

    class Meta:
        verbose_name = _("koulutus")
        verbose_name_plural = _("koulutukset")


class Outcome(Orderable):
    """One learning outcome of the course."""

    course = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="outcomes")
    code = models.CharField(_("tunnus"), max_length=8, blank=True)
    text = models.CharField(_("osaamistavoite"), max_length=300)

    panels: ClassVar = [FieldPanel("code"), FieldPanel("text")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip()


class SessionPage(Page):
    """What happens in one course session (koulutuskerta) and around it."""

    aim = RichTextField(_("osaamistavoitteet"), blank=True, features=["bold", "italic", "ul", "ol"])
    pre_task = RichTextField(_("ennakkotehtävä"), blank=True, features=["bold", "italic", "link", "ul", "ol"])
    between_task = RichTextField(_("väliaikatehtävä"), blank=True, features=["bold", "italic", "link", "ul", "ol"])
    materials = RichTextField(_("materiaalit"), blank=True, features=["bold", "italic", "link", "document-link", "ul"])
    trainer_notes = RichTextField(
        _("kouluttajan tarkistuslista"), blank=True, features=["bold", "italic", "link", "ul", "ol"]
    )

    parent_page_types: ClassVar = ["courses.CoursePage"]
    content_panels = Page.content_panels + [
        FieldPanel("aim"),
        FieldPanel("pre_task"),
        InlinePanel("programme", label=_("Ohjelman kohta")),
        FieldPanel("between_task"),
        FieldPanel("materials"),
        FieldPanel("trainer_notes"),
    ]
    searchable: ClassVar[tuple[str, ...]] = ("aim", "pre_task", "between_task", "materials")
    search_fields = Page.search_fields + SEARCHED
    template = "courses/content_page.html"

    class Meta:
        verbose_name = _("koulutuskerta")
        verbose_name_plural = _("koulutuskerrat")

    def searchable_text(self) -> str:
        """Return what trainees find the page by."""
        return text_of(self)


class ProgrammeItem(Orderable):
    """One row of a session's running order."""

    session = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="programme")
    minutes = models.PositiveSmallIntegerField(_("minuutit"), validators=[MaxValueValidator(600)])
    title = models.CharField(_("ohjelma"), max_length=160)
    method = models.TextField(_("menetelmä"), blank=True)

    panels: ClassVar = [FieldPanel("minutes"), FieldPanel("title"), FieldPanel("method")]

    def __str__(self) -> str:
        return self.title


class ActivityPage(Page):
    """Anything a trainee does online. Each activity type is an app with one subclass of this page.

    A type overrides the class attributes below and nothing else of the contract:
    `completion_rules` says which rules it supports (the first is the default), `icon` names its icon,
    `type_label` names it to people, `counts_as` groups it for completion conditions.
    """

    required = models.BooleanField(_("kuuluu suoritukseen"), default=True)
    completion_rule = models.CharField(
        _("suoritettu"),
        max_length=8,
        choices=CompletionRule.choices,
        default=CompletionRule.MANUAL,
        help_text=_("Milloin osio on osallistujalle suoritettu. Valittavana ovat tähän osioon sopivat tavat."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("kesto minuutteina"), default=10, validators=[MaxValueValidator(600)], help_text=_("Arvio osallistujalle.")
    )

    # When it opens: nothing chosen means as soon as its session is open (courses.domain.opening).
    opens_when = models.CharField(_("milloin"), max_length=8, choices=OpensWhen.choices, default=OpensWhen.SESSION)
    opens_days = models.PositiveSmallIntegerField(
        _("montako päivää"),
        default=0,
        validators=[MaxValueValidator(1000)],
        help_text=_("Käytössä, kun valintana on päivien määrä."),
    )
    opens_group = models.CharField(
        _("oma ryhmä"),
        max_length=10,
        choices=OwnGroup.choices,
        default=OwnGroup.ANY,
        blank=True,
        help_text=_("Missä vaiheessa osallistujan oman ryhmän pitää olla."),
    )
    audience = models.CharField(
        _("kenelle"),
        max_length=12,
        choices=Audience.choices,
        default=Audience.ALL,
        help_text=_("Muille osio ei kuulu suoritukseen. Vain kouluttajille tarkoitettua osiota osallistuja ei näe."),
    )

    parent_page_types: ClassVar[list[str]] = []
    subpage_types: ClassVar[list[str]] = []
    is_creatable = False

    completion_rules: ClassVar[tuple[str, ...]] = (CompletionRule.MANUAL,)
    searchable: ClassVar[tuple[str, ...]] = ("introduction", "instructions", "opening")
    search_fields = Page.search_fields + SEARCHED
    icon: ClassVar[str] = "page"
    type_label: ClassVar = _("aktiviteetti")
    counts_as: ClassVar[str] = "activity"  # activity, reflection or survey

    content_panels = Page.content_panels + [
        MultiFieldPanel(
            [FieldPanel("minutes"), FieldPanel("required"), FieldPanel("completion_rule")], heading=_("Suoritus")
        ),
    ]
    template = "courses/content_page.html"
    base_form_class = ActivityPageForm

    @classmethod
    @cache
    def get_edit_handler(cls):
        """Return the editor of the type."""
        return tabs_of(cls).bind_to_model(cls)

    class Meta:
        verbose_name = _("aktiviteetti")
        verbose_name_plural = _("aktiviteetit")

    def searchable_text(self) -> str:
        """Return what trainees find the page by."""
        return text_of(self)

    def serve_preview(self, request, mode_name):
        """Show the author what a trainee will see."""
        from courses.views.pages import preview_activity  # noqa: PLC0415 -- views stand above the models

        return preview_activity(request, self, mode_name)

    @property
    def preview_modes(self):
        """Let the author choose a day at which to look at the page as a trainee."""
        from courses.views.pages import modes_of  # noqa: PLC0415 -- views stand above the models

        return modes_of(self)

    def full_clean(self, *args, **kwargs):
        """Give a new activity a slug that is unique in its whole course: learner addresses name it alone."""
        if not self.completion_rule or self.completion_rule not in self.completion_rules:
            self.completion_rule = self.completion_rules[0]
        if not self.pk:
            self._make_slug_unique_in_course()
        super().full_clean(*args, **kwargs)

    def _make_slug_unique_in_course(self) -> None:
        """Append -2, -3 … to the slug when another activity of the course has it."""
        ancestors = [self.path[:end] for end in range(Page.steplen, len(self.path or ""), Page.steplen)]
        course = CoursePage.objects.filter(path__in=ancestors).first()
        if course is None:
            return
        base = str(getattr(self, "slug", "") or slugify(self.title) or "osio")[:240]
        taken = {SEARCH_SLUG} | set(
            ActivityPage.objects.filter(path__startswith=course.path).exclude(pk=self.pk).values_list("slug", flat=True)
        )
        candidate, number = base, 2
        while candidate in taken:
            candidate, number = f"{base}-{number}", number + 1
        self.slug = candidate

    @classmethod
    def state_for(cls, *, enrolment: Enrolment, page_ids: list[int], at: datetime) -> dict[int, str]:
        """Return a short word per page on where the trainee is in it, for lists; nothing by default."""
        return {}


class Prerequisite(Orderable):
    """Another activity that has to be done before this one opens."""

    activity = ParentalKey(ActivityPage, on_delete=models.CASCADE, related_name="prerequisites")
    # Authors are kept from deleting an activity that others wait for (courses.wagtail_hooks).
    needed = models.ForeignKey(ActivityPage, on_delete=models.CASCADE, related_name="opens", verbose_name=_("osio"))

    panels: ClassVar = [FieldPanel("needed")]

    def __str__(self) -> str:
        return f"{self.activity_id} <- {self.needed_id}"
