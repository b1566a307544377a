"""Who has agreed to be found, and that somebody has written to them. What is withdrawn is deleted, not hidden."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from courses.certificates.models import Certificate
from courses.directory.enums import Spoken, TagKind
from courses.directory.notices import CONSENT_VERSION
from courses.groups.classifications import line_name, municipality_name
from courses.groups.enums import GroupState
from courses.groups.models import GroupFacilitator

GOING_ON = (GroupState.FOUNDED, GroupState.RUNNING, GroupState.PAUSED)


class ListingQuerySet(models.QuerySet["Listing"]):
    """Filters on listings."""

    def with_standing(self) -> ListingQuerySet:
        """Tell of each whether its person holds a certificate and facilitates a group that goes on."""
        certificates = Certificate.objects.issued().filter(enrolment__user=OuterRef("user")).order_by()
        groups = GroupFacilitator.objects.filter(user=OuterRef("user"), ended_at=None, group__state__in=GOING_ON)
        return self.annotate(is_certified=Exists(certificates), has_group=Exists(groups.order_by()))

    def shown(self, at: datetime) -> ListingQuerySet:
        """Listings that anybody may see now: agreed on, confirmed lately, of people who are facilitators still."""
        since = at - timedelta(days=settings.LISTING_VALID_DAYS)
        agreed = self.filter(consent_version=CONSENT_VERSION, confirmed_at__gt=since, user__is_active=True)
        return agreed.with_standing().filter(Q(is_certified=True) | Q(has_group=True)).select_related("user")


class Listing(models.Model):
    """What a facilitator tells of themselves in the public register. The name is the account's."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="directory_listing", verbose_name=_("ohjaaja")
    )
    municipality = models.CharField(_("kunta"), max_length=3)
    covers_neighbors = models.BooleanField(_("myös naapurikunnissa"), default=False)
    is_remote = models.BooleanField(_("myös etänä"), default=False)
    text = models.TextField(_("esittely"), max_length=400)
    consent_version = models.CharField(max_length=10)
    consented_at = models.DateTimeField()
    confirmed_at = models.DateTimeField()  # when the person last said that this still holds
    reminded_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = _("ohjaajan esittely")
        verbose_name_plural = _("ohjaajien esittelyt")
        ordering = ["user__family_name", "user__given_name", "pk"]
        indexes = [models.Index(fields=["municipality"], name="directory_municipality")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(consent_version="") & ~Q(municipality=""), name="directory_is_told"
            )
        ]

    def __str__(self) -> str:
        return self.user.get_full_name()

    def tags_of(self, kind: str) -> list[str]:
        """Return the values of one kind of tags, from what was fetched."""
        return [tag.value for tag in self.tags.all() if tag.kind == kind]

    @property
    def place(self) -> str:
        """The municipality by the name it has now."""
        return municipality_name(self.municipality)

    @property
    def line_names(self) -> list[str]:
        """The lines of business in words."""
        return [line_name(value) for value in self.tags_of(TagKind.LINE)]

    @property
    def language_names(self) -> list[str]:
        """The languages in words."""
        return [str(Spoken(value).label) for value in self.tags_of(TagKind.LANGUAGE)]

    @property
    def holds_until(self) -> datetime:
        """Until when it is shown unless it is confirmed again."""
        return self.confirmed_at + timedelta(days=settings.LISTING_VALID_DAYS)


class ListingTag(models.Model):
    """A line of business the facilitator knows, or a language."""

    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="tags")
    kind = models.CharField(max_length=8, choices=TagKind.choices)
    value = models.CharField(max_length=5)

    class Meta:
        verbose_name = _("esittelyn tunniste")
        verbose_name_plural = _("esittelyjen tunnisteet")
        ordering = ["kind", "pk"]
        indexes = [models.Index(fields=["kind", "value"], name="directory_tag_value")]
        constraints = [models.UniqueConstraint(fields=["listing", "kind", "value"], name="directory_tag_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class ContactMessage(models.Model):
    """A visitor's message on its way. Once it has been sent, nothing of it stays but a keyed hash of the sender."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sending_key = models.UUIDField(unique=True)  # of the page it was written on: a double click sends once
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="messages")
    sender_key = models.CharField(max_length=64, db_index=True)
    name = models.CharField(_("nimi"), max_length=80, blank=True)
    email = models.EmailField(_("sähköposti"), max_length=254, blank=True)
    text = models.TextField(_("viestin teksti"), max_length=1500, blank=True)
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("yhteydenotto ohjaajaan")
        verbose_name_plural = _("yhteydenotot ohjaajiin")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(name="", email="", text=""), name="directory_sent_is_empty"
            ),
            models.CheckConstraint(
                condition=Q(reported_at=None) | Q(sent_at__isnull=False), name="directory_only_sent_is_reported"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id}: {self.asked_at:%Y-%m-%d}"


def standing_of(user: Any) -> bool:
    """Say whether a person may be in the register: holds a certificate, or facilitates a group that goes on."""
    if Certificate.objects.issued().of_holder(user).exists():
        return True
    return GroupFacilitator.objects.filter(user=user, ended_at=None, group__state__in=GOING_ON).exists()
