"""The register of experts: who has agreed to be asked, and for what. Without consent a row tells nobody anything."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.experts.enums import CardState, Fee, Spoken, TagKind, Topic
from courses.experts.regions import region_name


class Expert(models.Model):
    """An expert's card. Made by an invitation or by the expert; kept only with the expert's consent.

    `email_key` is a keyed hash that outlives the address: who has withdrawn is not invited again.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    generation = models.PositiveIntegerField(default=1)  # of the card's own link
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="expert_card"
    )
    email = models.EmailField(_("sähköposti"), max_length=254, blank=True)
    email_key = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("nimi"), max_length=120, blank=True)
    introduction = models.TextField(_("esittely"), max_length=600, blank=True)
    is_remote = models.BooleanField(_("myös etänä"), default=False)
    fee = models.CharField(_("palkkio"), max_length=4, choices=Fee.choices, default=Fee.ASK)
    fee_amount = models.DecimalField(_("palkkio, €"), max_digits=8, decimal_places=2, null=True, blank=True)
    shows_address = models.BooleanField(_("sähköpostiosoite näkyy ohjaajille"), default=False)
    is_public = models.BooleanField(_("näkyy julkisesti"), default=False)
    state = models.CharField(_("tila"), max_length=9, choices=CardState.choices, default=CardState.INVITED)
    consent_version = models.CharField(max_length=10, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    invited_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("asiantuntija")
        verbose_name_plural = _("asiantuntijat")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=CardState.values), name="experts_card_state"),
            models.CheckConstraint(
                condition=~models.Q(state=CardState.CONSENTED)
                | (models.Q(consented_at__isnull=False) & ~models.Q(consent_version="") & ~models.Q(name="")),
                name="experts_seen_with_consent",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=CardState.WITHDRAWN)
                | models.Q(name="", email="", introduction="", user=None, is_public=False, shows_address=False),
                name="experts_withdrawn_is_empty",
            ),
            models.CheckConstraint(
                condition=models.Q(fee_amount=None) | models.Q(fee_amount__gte=0, fee=Fee.PAID),
                name="experts_fee_amount",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def tags_of(self, kind: str) -> list[str]:
        """Return the values of one kind of tags, from what was fetched."""
        return [tag.value for tag in self.tags.all() if tag.kind == kind]

    @property
    def topic_names(self) -> list[str]:
        """The topics in words."""
        return [str(Topic(value).label) for value in self.tags_of(TagKind.TOPIC)]

    @property
    def region_names(self) -> list[str]:
        """The regions in words."""
        return [region_name(value) for value in self.tags_of(TagKind.REGION)]

    @property
    def language_names(self) -> list[str]:
        """The languages in words."""
        return [str(Spoken(value).label) for value in self.tags_of(TagKind.LANGUAGE)]


class ExpertTag(models.Model):
    """A topic, region or language of an expert."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="tags")
    kind = models.CharField(max_length=8, choices=TagKind.choices)
    value = models.CharField(max_length=10)

    class Meta:
        verbose_name = _("asiantuntijan tunniste")
        verbose_name_plural = _("asiantuntijan tunnisteet")
        ordering = ["kind", "pk"]
        indexes = [models.Index(fields=["kind", "value"], name="experts_tag_value")]
        constraints = [models.UniqueConstraint(fields=["expert", "kind", "value"], name="experts_tag_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class ContactMessage(models.Model):
    """That a facilitator has written to an expert through the relay; the words went by mail and are not kept."""

    expert = models.ForeignKey(Expert, on_delete=models.CASCADE, related_name="messages")
    sender = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("yhteydenotto")
        verbose_name_plural = _("yhteydenotot")
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.expert_id}: {self.sent_at:%Y-%m-%d}"
