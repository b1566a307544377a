"""Quotes with their consents, and what a group has done together."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.groups.classifications import line_name
from courses.groups.enums import ModelPart
from courses.groups.models import GroupMember, PeerGroup
from courses.quotes.enums import Attribution, Keyword, Use
from media.storage import protected_storage

CONSENT_VERSION = "2026-1"  # of the words consent is asked with; consents given to other words no longer hold


def work_path(work: JointWork, filename: str) -> str:
    """Return where a file is stored; its name there says nothing."""
    return f"groups/{uuid.uuid4().hex}"


class Quote(models.Model):
    """A sentence of a member (sitaatti). Who said it is known by pseudonym alone, as proof of the consent."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="quotes")
    member = models.ForeignKey(GroupMember, on_delete=models.SET_NULL, null=True, blank=True, related_name="quotes")
    pseudonym = models.CharField(_("peitenimi"), max_length=40)
    text = models.TextField(_("sitaatti"), max_length=600, blank=True)
    keyword = models.CharField(_("mistä se kertoo"), max_length=10, choices=Keyword.choices)
    part = models.CharField(_("mallin osa"), max_length=13, choices=ModelPart.choices)
    attribution = models.CharField(_("miten puhuja mainitaan"), max_length=12, choices=Attribution.choices)
    line = models.CharField(_("toimiala"), max_length=1, blank=True)
    # Counted up when the member's link is changed: the one given out before then leads nowhere.
    generation = models.PositiveSmallIntegerField(default=1)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="recorded_quotes"
    )
    recorded_at = models.DateTimeField()
    published_at = models.DateTimeField(_("julkaistu"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("peruttu"), null=True, blank=True)

    class Meta:
        verbose_name = _("sitaatti")
        verbose_name_plural = _("sitaatit")
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(~models.Q(text="") & models.Q(withdrawn_at=None))
                | models.Q(text="", withdrawn_at__isnull=False, published_at=None),
                name="quotes_withdrawn_has_no_text",
            ),
            models.CheckConstraint(
                condition=(models.Q(attribution=Attribution.LINE) & ~models.Q(line=""))
                | (~models.Q(attribution=Attribution.LINE) & models.Q(line="")),
                name="quotes_line_only_when_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.pk}"  # neither the words nor the pseudonym: this text gets into logs

    @property
    def speaker(self) -> str:
        """How the speaker is named beside the words; empty when not at all."""
        if self.attribution == Attribution.LINE:
            return line_name(self.line)
        return self.get_attribution_display() if self.attribution == Attribution.ENTREPRENEUR else ""


class ConsentQuerySet(models.QuerySet["QuoteConsent"]):
    """Filters on consents."""

    def holding(self) -> ConsentQuerySet:
        """Consents that hold now: not withdrawn, and given to the words that are asked with today."""
        return self.filter(withdrawn_at=None, text_version=CONSENT_VERSION)


class QuoteConsent(models.Model):
    """The consent (suostumus) to one use of a quote, and its withdrawal."""

    quote = models.ForeignKey(Quote, on_delete=models.CASCADE, related_name="consents")
    use = models.CharField(_("missä käytetään"), max_length=8, choices=Use.choices)
    given_on = models.DateField(_("annettu"))
    text_version = models.CharField(_("suostumustekstin versio"), max_length=20)
    withdrawn_at = models.DateTimeField(_("peruttu"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("suostumus")
        verbose_name_plural = _("suostumukset")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["quote", "use"], name="quotes_consent_once"),
            models.CheckConstraint(condition=models.Q(use__in=Use.values), name="quotes_known_use"),
        ]

    def __str__(self) -> str:
        return f"{self.quote_id}: {self.use}"

    @property
    def is_holding(self) -> bool:
        """Whether the consent holds now."""
        return self.withdrawn_at is None and self.text_version == CONSENT_VERSION


class JointWork(models.Model):
    """Something a group has done together (tehty yhdessä)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="works")
    title = models.CharField(_("mitä tehtiin"), max_length=120)
    part = models.CharField(_("mallin osa"), max_length=13, choices=ModelPart.choices)
    done_on = models.DateField(_("valmistui"))
    is_shareable = models.BooleanField(_("saa jakaa"), default=False)
    file = models.FileField(_("tiedosto"), upload_to=work_path, storage=protected_storage, blank=True)
    file_name = models.CharField(_("tiedoston nimi"), max_length=120, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tehty yhdessä")
        verbose_name_plural = _("tehty yhdessä")
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file="", file_name="") | (~models.Q(file="") & ~models.Q(file_name="")),
                name="quotes_file_has_name",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.pk}"
