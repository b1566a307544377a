"""The public pages that are not courses, in the three languages of the service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from courses.models import CoursePage
from courses.quotes.blocks import QuotesBlock
from media.blocks import BODY_BLOCKS

PUBLIC_BLOCKS = [*BODY_BLOCKS, ("quotes", QuotesBlock())]


class Register(models.TextChoices):
    """The registers whose privacy notice forms lead to; a notice is found by this, wherever its page is put."""

    TRAINING = "training", _("koulutus ja todistukset")
    MEMBERS = "members", _("ryhmäläiset")
    DIRECTORY = "directory", _("ohjaajahakemisto")
    EXPERTS = "experts", _("asiantuntijat")
    EVENTS = "events", _("tapahtumat")
    CONTACTS = "contacts", _("palautteet ja tietopyynnöt")
    FUNDING = "funding", _("rahoittajan taustatiedot")


@dataclass(frozen=True)
class Said:
    """A page's words in one language."""

    language: str
    title: str
    introduction: str
    body: Any


class TranslatedPage(Page):
    """A page whose words stand in Finnish, and beside them in Swedish and English as far as they are translated."""

    introduction = models.TextField(_("ingressi"), max_length=400, blank=True)
    body = StreamField(PUBLIC_BLOCKS, verbose_name=_("sisältö"), blank=True)
    title_sv = models.CharField(_("otsikko ruotsiksi"), max_length=255, blank=True)
    introduction_sv = models.TextField(_("ingressi ruotsiksi"), max_length=400, blank=True)
    body_sv = StreamField(PUBLIC_BLOCKS, verbose_name=_("sisältö ruotsiksi"), blank=True)
    title_en = models.CharField(_("otsikko englanniksi"), max_length=255, blank=True)
    introduction_en = models.TextField(_("ingressi englanniksi"), max_length=400, blank=True)
    body_en = StreamField(PUBLIC_BLOCKS, verbose_name=_("sisältö englanniksi"), blank=True)

    content_panels = Page.content_panels + [FieldPanel("introduction"), FieldPanel("body")]
    search_fields = Page.search_fields + [index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        abstract = True

    def said_in(self, language: str) -> Said:
        """Return the words in a language; what has no title there is told in Finnish."""
        title = getattr(self, f"title_{language}", "") if language != "fi" else ""
        if not title:
            return Said("fi", self.title, self.introduction, self.body)
        return Said(
            language, title, getattr(self, f"introduction_{language}"), getattr(self, f"body_{language}") or self.body
        )

    @property
    def said(self) -> Said:
        """The words in the reader's language."""
        return self.said_in((get_language() or "fi")[:2])


def tabs_with(panels: list[Any]) -> TabbedInterface:
    """Return the editor's tabs: one for each language, then the rest."""
    translated = [
        ObjectList([FieldPanel(f"{name}_{code}") for name in ("title", "introduction", "body")], heading=heading)
        for code, heading in (("sv", _("Ruotsiksi")), ("en", _("Englanniksi")))
    ]
    tabs = [
        ObjectList(panels, heading=_("Suomeksi")),
        *translated,
        ObjectList(Page.promote_panels, heading=_("Osoite ja haku")),
        ObjectList(Page.settings_panels, heading=_("Asetukset")),
    ]
    return TabbedInterface(tabs)


class HomePage(TranslatedPage):
    """The front page."""

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    max_count = 1
    edit_handler = tabs_with(TranslatedPage.content_panels)
    template = "portal/home_page.html"

    class Meta:
        verbose_name = _("etusivu")
        verbose_name_plural = _("etusivut")

    def get_context(self, request, *args, **kwargs):
        from courses.domain.catalog import open_runs  # noqa: PLC0415 -- the domain layer stands above models
        from events.domain.reading import coming_shown  # noqa: PLC0415

        courses = CoursePage.objects.live().child_of(self)
        events = coming_shown(language=(get_language() or "fi")[:2], at=timezone.now(), most=3)
        shown = {"courses": courses, "runs": open_runs(), "events": events}
        return super().get_context(request, *args, **kwargs) | shown


class InfoPage(TranslatedPage):
    """A page of information: privacy notice, accessibility statement, about the service."""

    in_footer = models.BooleanField(_("linkki alatunnisteessa"), default=False)
    register = models.CharField(
        _("tietosuojaseloste rekisteristä"),
        max_length=10,
        choices=Register.choices,
        blank=True,
        help_text=_("Lomakkeet, joilla rekisteriin tulee tietoja, ohjaavat tälle sivulle."),
    )

    parent_page_types: ClassVar = ["portal.HomePage", "portal.InfoPage"]
    content_panels = TranslatedPage.content_panels + [FieldPanel("in_footer"), FieldPanel("register")]
    edit_handler = tabs_with(content_panels)
    template = "portal/info_page.html"

    class Meta:
        verbose_name = _("tietosivu")
        verbose_name_plural = _("tietosivut")

    def get_context(self, request, *args, **kwargs):
        below = InfoPage.objects.live().child_of(self).order_by("path")
        return super().get_context(request, *args, **kwargs) | {"below": list(below)}
