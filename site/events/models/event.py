"""An event, with its words in one language or several."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from events.enums import EventState, Mode

LARGEST = 100_000
TOLD = ("starts_at", "ends_at", "mode", "place", "online_url", "canceled_at")  # whoever has signed up is told of these
REQUIRED_TO_PUBLISH = {
    "summary": gettext_lazy("Kirjoita yhdellä virkkeellä, mistä tapahtumassa on kyse."),
    "accessibility": gettext_lazy("Kerro esteettömyydestä ennen julkaisua, jotta jokainen tietää, voiko tulla."),
}


class Words(models.Model):
    """What is told of an event in one language."""

    title = models.CharField(gettext_lazy("otsikko"), max_length=120)
    summary = models.CharField(gettext_lazy("tiivistelmä"), max_length=300, blank=True)
    description = models.TextField(gettext_lazy("kuvaus"), max_length=6000, blank=True)
    accessibility = models.TextField(
        gettext_lazy("esteettömyys"),
        max_length=1500,
        blank=True,
        help_text=gettext_lazy("Kulku tilaan, wc, äänentoisto, tekstitys tai tulkkaus, ja keneltä voi kysyä lisää."),
    )

    class Meta:
        abstract = True


class Event(Words, ClusterableModel):
    """A public event. Its visitors are counted, and are not participants of any project (R8)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(gettext_lazy("osoitteen osa"), max_length=80, unique=True, blank=True)
    series = models.CharField(
        gettext_lazy("tapahtumasarja"),
        max_length=80,
        blank=True,
        help_text=gettext_lazy("Esimerkiksi Timanttikiertue. Saman sarjan tapahtumat lasketaan yhteen."),
    )
    language = models.CharField(
        gettext_lazy("tapahtuman kieli"), max_length=2, choices=settings.LANGUAGES, default="fi"
    )
    starts_at = models.DateTimeField(gettext_lazy("alkaa"))
    ends_at = models.DateTimeField(gettext_lazy("päättyy"))
    mode = models.CharField(gettext_lazy("osallistumistapa"), max_length=8, choices=Mode.choices, default=Mode.ON_SITE)
    place = models.CharField(gettext_lazy("paikka ja osoite"), max_length=200, blank=True)
    online_url = models.URLField(
        gettext_lazy("verkkotapaamisen linkki"),
        blank=True,
        help_text=gettext_lazy("Näytetään vain ilmoittautuneille."),
    )
    capacity = models.PositiveIntegerField(
        gettext_lazy("paikkoja"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=gettext_lazy("Tyhjä: paikkoja ei ole rajattu."),
    )
    closes_at = models.DateTimeField(
        gettext_lazy("ilmoittautuminen päättyy"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Tyhjä: ilmoittautua voi tapahtuman alkuun asti."),
    )
    organizer = models.CharField(gettext_lazy("järjestäjä"), max_length=120, blank=True)
    contact = models.CharField(
        gettext_lazy("yhteystieto lisätietoja varten"),
        max_length=200,
        blank=True,
        help_text=gettext_lazy("Puhelin tai sähköposti, joka näkyy julkisella sivulla."),
    )
    project = models.ForeignKey(
        "courses.FundingProject",
        verbose_name=gettext_lazy("hanke"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        help_text=gettext_lazy("Kävijämäärä menee tämän hankkeen raporttiin."),
    )
    state = models.CharField(
        gettext_lazy("tila"), max_length=9, choices=EventState.choices, default=EventState.DRAFT, editable=False
    )
    canceled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancel_reason = models.CharField(gettext_lazy("perumisen syy"), max_length=300, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(auto_now=True, editable=False)
    visitors_on_site = models.PositiveIntegerField(
        gettext_lazy("kävijöitä paikan päällä"), null=True, blank=True, editable=False
    )
    visitors_online = models.PositiveIntegerField(
        gettext_lazy("kävijöitä verkossa"), null=True, blank=True, editable=False
    )
    counted_at = models.DateTimeField(null=True, blank=True, editable=False)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    count_asked_at = models.DateTimeField(null=True, blank=True, editable=False)  # when the organizer was reminded
    signups_kept = models.PositiveIntegerField(null=True, blank=True, editable=False)  # how many there were
    signups_deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("title", "series", "summary", "description", "accessibility", "language")],
            heading=gettext_lazy("Mitä kerrotaan"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                *[FieldPanel(name) for name in ("mode", "place", "online_url")],
            ],
            heading=gettext_lazy("Milloin ja missä"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("capacity", "closes_at", "organizer", "contact", "project", "slug")],
            heading=gettext_lazy("Ilmoittautuminen"),
        ),
        InlinePanel("translations", heading=gettext_lazy("Muilla kielillä"), max_num=2),
    ]

    class Meta:
        verbose_name = gettext_lazy("avoin tapahtuma")
        verbose_name_plural = gettext_lazy("avoimet tapahtumat")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="events_ends_later"),
            models.CheckConstraint(condition=models.Q(state__in=EventState.values), name="events_state"),
            models.CheckConstraint(condition=models.Q(mode__in=Mode.values), name="events_mode"),
            models.CheckConstraint(
                condition=models.Q(capacity=None) | models.Q(capacity__gte=1), name="events_has_places"
            ),
            models.CheckConstraint(
                condition=models.Q(state=EventState.CANCELED, canceled_at__isnull=False)
                | (~models.Q(state=EventState.CANCELED) & models.Q(canceled_at=None)),
                name="events_canceled_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(counted_at=None, visitors_on_site=None, visitors_online=None)
                | models.Q(counted_at__isnull=False, visitors_on_site__isnull=False, visitors_online__isnull=False),
                name="events_counted_as_a_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the event; count the revision up when what visitors were told has changed, at whichever door."""
        if not self.slug:
            self.slug = self._free_slug()
        if self.pk:
            stored = Event.objects.filter(pk=self.pk).values(*TOLD, "revision").first()
            if stored and any(stored[name] != getattr(self, name) for name in TOLD):
                self.revision = stored["revision"] + 1
                if kwargs.get("update_fields") is not None:
                    kwargs["update_fields"] = {*kwargs["update_fields"], "revision"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse times in the wrong order, and a published event that lacks what visitors must know."""
        super().clean()
        wrong: dict[str, Any] = {}
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            wrong["ends_at"] = _("Tapahtuma päättyy vasta alkamisensa jälkeen.")
        if self.closes_at and self.ends_at and self.closes_at > self.ends_at:
            wrong["closes_at"] = _("Ilmoittautuminen päättyy viimeistään, kun tapahtuma päättyy.")
        if self.capacity is not None and self.capacity > LARGEST:
            wrong["capacity"] = _("Näin monta paikkaa ei ole missään. Jätä tyhjäksi, jos paikkoja ei ole rajattu.")
        if self.state == EventState.PUBLISHED:
            wrong |= self.missing()
        if wrong:
            raise ValidationError(wrong)

    def missing(self) -> dict[str, Any]:
        """Return what must be told before the event can be published, by field."""
        lacking = {name: str(words) for name, words in REQUIRED_TO_PUBLISH.items() if not getattr(self, name)}
        if self.mode != Mode.ONLINE and not self.place:
            lacking["place"] = _("Kerro paikka ja osoite.")
        return lacking

    def _free_slug(self) -> str:
        """Return a part of an address that nobody has, from the title."""
        base = slugify(self.title)[:70] or "tapahtuma"
        taken = set(Event.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if slug not in taken)

    def in_words(self, language: str) -> Words:
        """Return the event's words in the language, or in its own when there are none."""
        if language == self.language:
            return self
        return next((row for row in self.translations.all() if row.language == language), self)

    def is_open(self, *, at: datetime) -> bool:
        """Say whether one can sign up at the moment."""
        return self.state == EventState.PUBLISHED and at < (self.closes_at or self.starts_at)

    @property
    def visitors(self) -> int | None:
        """How many came, once they have been counted."""
        if self.counted_at is None:
            return None
        return (self.visitors_on_site or 0) + (self.visitors_online or 0)


class EventWords(Words):
    """An event's words in a language other than its own."""

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(gettext_lazy("kieli"), max_length=2, choices=settings.LANGUAGES)

    panels: ClassVar = [FieldPanel(name) for name in ("language", "title", "summary", "description", "accessibility")]

    class Meta:
        verbose_name = gettext_lazy("tapahtuma toisella kielellä")
        verbose_name_plural = gettext_lazy("tapahtumat toisella kielellä")
        constraints = [models.UniqueConstraint(fields=["event", "language"], name="events_words_once")]

    def __str__(self) -> str:
        return f"{self.language}: {self.title}"
