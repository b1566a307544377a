"""The inputs of a group's price; the results are reckoned from them each time."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.groups.enums import PriceModel
from courses.groups.models.group import PeerGroup


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
        ]

    def __str__(self) -> str:
        return f"{self.group_id}"
