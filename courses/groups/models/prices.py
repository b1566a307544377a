"""What a group costs and the inputs of its price; the results are reckoned from them each time."""

import uuid
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.groups.enums import CostCategory, Funding, PriceModel
from courses.groups.models.group import PeerGroup
from courses.groups.models.meetings import GroupMeeting


def _money(label: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=8, decimal_places=2, validators=[MinValueValidator(0)])


class PricePlan(models.Model):
    """What a group costs and how it is paid for; one plan per group (C7)."""

    group = models.OneToOneField(PeerGroup, on_delete=models.CASCADE, related_name="price_plan")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    meetings = models.PositiveSmallIntegerField(
        _("tapaamisia"), validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    place = _money(_("tila tapaamista kohden"))
    refreshments = _money(_("tarjoilu henkilöä kohden"))
    hours = models.DecimalField(
        _("ohjaustunteja tapaamista kohden"),
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(24)],
    )
    hourly_rate = _money(_("ohjauksen tuntihinta"))
    experts = models.PositiveSmallIntegerField(_("asiantuntijoita"), validators=[MaxValueValidator(60)])
    expert_fee = _money(_("asiantuntijan palkkio"))
    sharing_groups = models.PositiveSmallIntegerField(
        _("montako ryhmää jakaa asiantuntijat"), default=1, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    model = models.CharField(_("hintamalli"), max_length=6, choices=PriceModel.choices, default=PriceModel.SEASON)
    vat_percent = models.DecimalField(
        _("alv %"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    funding = models.CharField(
        _("mitä rahoitetaan muualta"), max_length=12, choices=Funding.choices, default=Funding.FACILITATION
    )
    margin_percent = models.DecimalField(
        _("kate %"),
        max_digits=4,
        decimal_places=1,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    members = models.PositiveSmallIntegerField(
        _("ryhmäläisiä"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(30)]
    )
    valid_until = models.DateField(_("tarjous on voimassa"), null=True, blank=True)
    sentence = models.CharField(_("hinnan perustelu"), max_length=300, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("hintalaskelma")
        verbose_name_plural = _("hintalaskelmat")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(meetings__gte=1, sharing_groups__gte=1), name="groups_price_whole_numbers"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    place__gte=0, refreshments__gte=0, hours__gte=0, hourly_rate__gte=0, expert_fee__gte=0
                ),
                name="groups_price_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(margin_percent__gte=0, margin_percent__lte=100), name="groups_price_margin"
            ),
            models.CheckConstraint(
                condition=models.Q(vat_percent=None) | models.Q(vat_percent__gte=0, vat_percent__lte=100),
                name="groups_price_vat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}"


class Offer(models.Model):
    """An offer as it was made: the numbers stay what they were, whatever becomes of the plan."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="offers")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    receiver = models.CharField(_("kenelle"), max_length=120, blank=True)
    valid_until = models.DateField(_("voimassa"))
    facts = models.JSONField()

    class Meta:
        verbose_name = _("tarjous")
        verbose_name_plural = _("tarjoukset")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.made_at:%Y-%m-%d}"


class GroupCost(models.Model):
    """Money spent on a meeting or on the group beside what its logs tell; perhaps shared with other groups."""

    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="own_costs")
    meeting = models.ForeignKey(GroupMeeting, on_delete=models.CASCADE, null=True, blank=True, related_name="own_costs")
    category = models.CharField(_("laji"), max_length=12, choices=CostCategory.choices)
    note = models.CharField(_("mistä"), max_length=80, blank=True)
    net = models.DecimalField(_("summa ilman veroa"), max_digits=8, decimal_places=2)
    vat_percent = models.DecimalField(_("alv %"), max_digits=4, decimal_places=1, null=True, blank=True)
    sharing_groups = models.PositiveSmallIntegerField(_("montako ryhmää jakaa"), default=1)
    is_first = models.BooleanField(_("pyöristyserotus on meidän"), default=True)
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ryhmän kulu")
        verbose_name_plural = _("ryhmän kulut")
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "key"], name="groups_own_cost_key_once"),
            models.CheckConstraint(condition=models.Q(net__gte=0), name="groups_own_cost_not_negative"),
            models.CheckConstraint(
                condition=models.Q(vat_percent=None) | models.Q(vat_percent__gte=0, vat_percent__lte=100),
                name="groups_own_cost_vat",
            ),
            models.CheckConstraint(
                condition=models.Q(sharing_groups__gte=1, sharing_groups__lte=50), name="groups_own_cost_sharing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.category} {self.net}"


class CostSharing(models.Model):
    """That the facilitators let the trainers of the run see the group's costs and price; without it nobody does."""

    group = models.OneToOneField(PeerGroup, on_delete=models.CASCADE, related_name="cost_sharing")
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    shared_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kulujen näyttäminen")
        verbose_name_plural = _("kulujen näyttämiset")

    def __str__(self) -> str:
        return f"{self.group_id}"
