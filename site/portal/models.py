"""The public pages that are not courses."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from courses.models import CoursePage
from courses.quotes.blocks import QuotesBlock
from media.blocks import BODY_BLOCKS

PUBLIC_BLOCKS = [*BODY_BLOCKS, ("quotes", QuotesBlock())]


class HomePage(Page):
    """The front page."""

    introduction = models.TextField(_("ingressi"), max_length=400, blank=True)
    body = StreamField(PUBLIC_BLOCKS, verbose_name=_("sisältö"), blank=True)

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    max_count = 1
    content_panels = Page.content_panels + [FieldPanel("introduction"), FieldPanel("body")]
    search_fields = Page.search_fields + [index.SearchField("introduction"), index.SearchField("body")]
    template = "portal/home_page.html"

    class Meta:
        verbose_name = _("etusivu")
        verbose_name_plural = _("etusivut")

    def get_context(self, request, *args, **kwargs):
        from courses.domain.catalog import open_runs  # noqa: PLC0415 -- the domain layer stands above models

        courses = CoursePage.objects.live().child_of(self)
        return super().get_context(request, *args, **kwargs) | {"courses": courses, "runs": open_runs()}


class InfoPage(Page):
    """A page of information: privacy notice, accessibility statement, about the service."""

    introduction = models.TextField(_("ingressi"), max_length=400, blank=True)
    body = StreamField(PUBLIC_BLOCKS, verbose_name=_("sisältö"), blank=True)
    in_footer = models.BooleanField(_("linkki alatunnisteessa"), default=False)

    parent_page_types: ClassVar = ["portal.HomePage", "portal.InfoPage"]
    content_panels = Page.content_panels + [
        FieldPanel("introduction"),
        FieldPanel("body"),
        FieldPanel("in_footer"),
    ]
    search_fields = Page.search_fields + [index.SearchField("introduction"), index.SearchField("body")]
    template = "portal/info_page.html"

    class Meta:
        verbose_name = _("tietosivu")
        verbose_name_plural = _("tietosivut")
