"""What a certificate says beside the facts: texts in three languages, issuer, signatories. Edited in Wagtail.

An issued certificate holds copies of everything, so a change here concerns only certificates yet to come.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, PreviewableMixin, RevisionMixin

from courses.certificates.models.register import Register
from courses.models import CoursePage, CourseRun

PAPER_WIDTH = 1240  # pixels of a screen that show a page of A4 on its side with a little room around it
LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]


class CertificateTemplate(PreviewableMixin, RevisionMixin, ClusterableModel):
    """A template (todistuspohja) for the certificates of a course."""

    name = models.CharField(_("nimi"), max_length=120)
    course = models.ForeignKey(
        CoursePage, on_delete=models.CASCADE, related_name="certificate_templates", verbose_name=_("koulutus")
    )
    is_default = models.BooleanField(
        _("oletuspohja"), default=False, help_text=_("Käytetään kaikissa toteutuksissa, joille ei ole valittu muuta.")
    )
    register = models.ForeignKey(
        Register, on_delete=models.PROTECT, related_name="+", verbose_name=_("todistusrekisteri")
    )
    issuer = models.CharField(_("myöntäjä"), max_length=160)
    place = models.CharField(
        pgettext_lazy("certificate", "paikka"), max_length=80, blank=True, help_text=_("Esimerkiksi Pori.")
    )
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("myöntäjän logo"), help_text=_("Tulostuu ensimmäisen sivun yläreunaan."),
    )  # fmt: skip
    emblem = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("rahoittajan tunnus"),
        help_text=_("Vain hankkeen rahoittamissa toteutuksissa. Teksti annetaan kullakin kielellä erikseen."),
    )  # fmt: skip
    tells_recognition = models.BooleanField(
        _("mainitse hyväksiluvut"),
        default=False,
        help_text=_("Todistus kertoo, mitkä suoritukset on hyväksiluettu aiemman osaamisen perusteella."),
    )
    revision = models.PositiveIntegerField(_("versio"), default=0, editable=False)
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="certificate_template")

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("course"),
        FieldPanel("is_default"),
        FieldPanel("register"),
        FieldRowPanel([FieldPanel("issuer"), FieldPanel("place")]),
        FieldRowPanel([FieldPanel("logo"), FieldPanel("emblem")]),
        FieldPanel("tells_recognition"),
        InlinePanel("texts", label=_("Tekstit kielellä"), max_num=len(LANGUAGES)),
        InlinePanel("signatories", label=_("Allekirjoittaja"), max_num=3),
        InlinePanel("uses", label=_("Toteutus, jossa käytetään")),
    ]

    class Meta:
        verbose_name = _("todistuspohja")
        verbose_name_plural = _("todistuspohjat")
        ordering = ["course_id", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["course"], condition=models.Q(is_default=True), name="certificates_one_default_template"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Count the revisions, so that a certificate can name the one it was made from.

        Wagtail stores which revision is the latest by a save of its own; that is no new one.
        """
        if kwargs.get("update_fields") == ["latest_revision"]:
            super().save(*args, **kwargs)
            return
        self.revision += 1
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "revision"}
        super().save(*args, **kwargs)

    @property
    def revisions(self) -> Any:
        """The stored revisions, by which Wagtail shows what was changed when and by whom."""
        return self._revisions

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """What the live preview can show: each language, and the certificate of attendance."""
        return [*LANGUAGES, ("attendance", _("osallistumistodistus"))]

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """Paper has one size: the whole width of it is shown, however narrow the panel."""
        return [{"name": "desktop", "icon": "desktop", "device_width": PAPER_WIDTH, "label": _("Paperi")}]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Answer with the certificate as it would look for an invented person."""
        from courses.certificates.views.paper import show_template  # noqa: PLC0415 -- views know models

        return show_template(request, self, mode_name)

    def text_in(self, language: str) -> "TemplateText":
        """Return the texts in a language; what was left empty falls back to the product's own words."""
        return next((text for text in self.texts.all() if text.language == language), TemplateText(language=language))


class TemplateText(Orderable):
    """The texts of a template in one language. Empty ones are filled with the usual words."""

    template = ParentalKey(CertificateTemplate, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("kieli"), max_length=2, choices=LANGUAGES, default="fi")
    heading = models.CharField(
        _("otsikko"), max_length=40, blank=True, help_text=_("Jos tyhjä: Todistus, Intyg, Certificate.")
    )
    statement = models.CharField(
        _("lause nimen jälkeen"), max_length=120, blank=True, help_text=_("Jos tyhjä: on suorittanut koulutuksen.")
    )
    course_title = models.CharField(
        _("koulutuksen nimi"), max_length=120, blank=True, help_text=_("Jos tyhjä, sama kuin koulutuksen sivulla.")
    )
    issuer = models.CharField(_("myöntäjä tällä kielellä"), max_length=160, blank=True)
    outcomes = models.TextField(
        _("osaamistavoitteet"),
        max_length=4000,
        blank=True,
        help_text=_("Yksi riviä kohti. Jos tyhjä, koulutuksen omat osaamistavoitteet suomeksi."),
    )
    funding = models.CharField(
        _("rahoittajan teksti"), max_length=200, blank=True, help_text=_("Vain hankkeen rahoittamissa toteutuksissa.")
    )

    panels: ClassVar = [
        FieldPanel("language"),
        FieldPanel("heading"),
        FieldPanel("statement"),
        FieldPanel("course_title"),
        FieldPanel("issuer"),
        FieldPanel("outcomes"),
        FieldPanel("funding"),
    ]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["template", "language"], name="certificates_text_once")]

    def __str__(self) -> str:
        return self.language


class Signatory(Orderable):
    """A person whose name stands at the foot of the certificate, with the post in three languages."""

    template = ParentalKey(CertificateTemplate, on_delete=models.CASCADE, related_name="signatories")
    name = models.CharField(_("nimi"), max_length=80)
    title_fi = models.CharField(_("tehtävä suomeksi"), max_length=100)
    title_sv = models.CharField(_("tehtävä ruotsiksi"), max_length=100, blank=True)
    title_en = models.CharField(_("tehtävä englanniksi"), max_length=100, blank=True)

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("title_fi"),
        FieldPanel("title_sv"),
        FieldPanel("title_en"),
    ]

    def __str__(self) -> str:
        return self.name

    def title_in(self, language: str) -> str:
        """Return the post in a language, in Finnish where there is no other."""
        return getattr(self, f"title_{language}", "") or self.title_fi


class TemplateUse(models.Model):
    """A run whose certificates are made from another template than the course's default one."""

    template = ParentalKey(CertificateTemplate, on_delete=models.CASCADE, related_name="uses")
    run = models.OneToOneField(
        CourseRun, on_delete=models.CASCADE, related_name="certificate_template_use", verbose_name=_("toteutus")
    )

    panels: ClassVar = [FieldPanel("run")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.template_id}"
