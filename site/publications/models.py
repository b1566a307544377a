"""Publications and the links that lead to them. Nothing is listed without a description, a license and an owner."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from media.models import Attachment
from publications.enums import Accessibility, Kind, Language, License, LinkState

DEEDS = "https://creativecommons.org/"


class Publication(index.Indexed, models.Model):
    """A book, an article, a guide: a file of ours, or an address elsewhere."""

    title = models.CharField(_("otsikko"), max_length=200)
    kind = models.CharField(_("laji"), max_length=10, choices=Kind.choices)
    language = models.CharField(_("kieli"), max_length=2, choices=Language.choices, default=Language.FI)
    authors = models.CharField(_("tekijät"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(
        _("vuosi"), null=True, blank=True, validators=[MinValueValidator(1950), MaxValueValidator(2100)]
    )
    description = models.TextField(
        _("kuvaus"), max_length=600, help_text=_("Mitä tässä on ja kenelle. Kuvista myös, mitä ne esittävät.")
    )
    description_sv = models.TextField(_("kuvaus ruotsiksi"), max_length=600, blank=True)
    description_en = models.TextField(_("kuvaus englanniksi"), max_length=600, blank=True)
    license = models.CharField(_("lisenssi"), max_length=10, choices=License.choices)
    owner = models.CharField(_("oikeuksien omistaja"), max_length=160)
    source = models.CharField(_("lähde"), max_length=200, blank=True, help_text=_("Missä se on julkaistu."))
    accessibility = models.CharField(
        _("saavutettavuus"), max_length=8, choices=Accessibility.choices, default=Accessibility.UNKNOWN
    )
    file = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("tiedosto")
    )
    url = models.URLField(_("osoite"), max_length=500, blank=True, help_text=_("Jos aineisto on muualla."))
    is_listed = models.BooleanField(_("näkyy kirjastossa"), default=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("description"),
        MultiFieldPanel([FieldPanel("file"), FieldPanel("url")], heading=_("Mistä sen saa")),
        MultiFieldPanel(
            [FieldPanel("license"), FieldPanel("owner"), FieldPanel("source")], heading=_("Oikeudet ja lähde")
        ),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("language")]),
        FieldRowPanel([FieldPanel("authors"), FieldPanel("year")]),
        FieldPanel("accessibility"),
        FieldPanel("is_listed"),
        MultiFieldPanel([FieldPanel("description_sv"), FieldPanel("description_en")], heading=_("Muilla kielillä")),
    ]
    search_fields = [index.SearchField("title"), index.SearchField("description"), index.FilterField("kind")]

    class Meta:
        verbose_name = _("julkaisu")
        verbose_name_plural = _("julkaisut")
        ordering = ["-year", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(description="") & ~Q(owner="") & ~Q(license=""), name="publications_is_described"
            ),
            models.CheckConstraint(condition=Q(file__isnull=False) | ~Q(url=""), name="publications_can_be_had"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse what nobody could open."""
        super().clean()
        if not self.file_id and not self.url:
            raise ValidationError({"url": _("Anna tiedosto tai osoite.")})
        if self.file is not None and not self.file.is_public:
            raise ValidationError({"file": _("Tiedosto ei ole julkinen. Merkitse se julkiseksi tiedostokirjastossa.")})

    @property
    def said(self) -> tuple[str, str]:
        """The description in the reader's language, and the language it is in."""
        code = (get_language() or "fi")[:2]
        words = getattr(self, f"description_{code}", "")
        return (words, code) if words else (self.description, "fi")

    @property
    def link(self) -> str:
        """Where it can be had: our own file first."""
        return self.file.url if self.file is not None else self.url

    @property
    def deed(self) -> str:
        """The address of the license's text, or ""."""
        if self.license == License.ALL_RIGHTS:
            return ""
        return DEEDS + ("publicdomain/zero/1.0/" if self.license == License.CC0 else f"licenses/{self.license}/4.0/")

    @property
    def link_state(self) -> Any:
        """What the last look at the outer link found, in words, for the editors' list."""
        found = LinkCheck.objects.filter(url=self.url).first() if self.url else None
        return LinkState(found.state).label if found else "–"


class LinkCheck(models.Model):
    """What was found when an address was looked at."""

    url = models.URLField(_("osoite"), max_length=500, unique=True)
    state = models.CharField(_("tila"), max_length=8, choices=LinkState.choices, default=LinkState.NEW)
    found = models.CharField(_("mitä vastattiin"), max_length=80, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("linkin tarkistus")
        verbose_name_plural = _("linkkien tarkistukset")
        indexes = [models.Index(fields=["checked_at"], name="publications_checked")]

    def __str__(self) -> str:
        return f"{self.url}: {self.state}"


class LinkReport(models.Model):
    """That editors were told of a month's broken links: once a month, however many workers there are."""

    month = models.DateField(_("kuukausi"), unique=True)
    broken = models.PositiveIntegerField(_("rikki"))

    class Meta:
        verbose_name = _("linkkiraportti")
        verbose_name_plural = _("linkkiraportit")

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.broken}"
