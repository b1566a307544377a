"""Sessions with an expert that several groups share: places per group with head counts, never names."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from courses.enums import Mode
from courses.experts.enums import Basis, Hat, SessionState, Topic
from courses.experts.models.network import GroupNetwork
from courses.experts.models.register import Expert
from courses.groups.models import PeerGroup

MOST_SEATS = 300
NEEDS_A_TIME = (SessionState.AGREED, SessionState.HELD, SessionState.COLLECTED)


class ExpertSession(models.Model):
    """A shared expert session (yhteinen asiantuntijaosuus), from the need to the feedback.

    `seats_taken` is the sum of the reservations, counted in the same transaction; the constraint on it is what
    decides who gets the last places. `terms` grows when the price changes: older reservations wait to be confirmed.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    network = models.ForeignKey(GroupNetwork, on_delete=models.SET_NULL, null=True, blank=True, related_name="sessions")
    organizer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="expert_sessions"
    )
    hat = models.CharField(_("järjestäjän rooli"), max_length=11, choices=Hat.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    expert = models.ForeignKey(Expert, on_delete=models.SET_NULL, null=True, blank=True, related_name="sessions")
    guest = models.CharField(_("asiantuntija"), max_length=120, blank=True)
    topic = models.CharField(_("aihe"), max_length=80)
    theme = models.CharField(_("aihepiiri"), max_length=9, choices=Topic.choices, default=Topic.OTHER)
    description = models.TextField(_("kuvaus"), max_length=1000, blank=True)
    before = models.TextField(_("ennen"), max_length=600, blank=True)
    during = models.TextField(_("aikana"), max_length=600, blank=True)
    after = models.TextField(_("jälkeen"), max_length=600, blank=True)
    starts_at = models.DateTimeField(_("alkaa"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("kesto minuutteina"), default=120)
    mode = models.CharField(_("tapa"), max_length=10, choices=Mode.choices, default=Mode.ON_SITE)
    place = models.CharField(_("paikka"), max_length=120, blank=True)
    link = models.URLField(_("etälinkki"), max_length=500, blank=True)
    seats = models.PositiveSmallIntegerField(_("paikkoja"), default=0)
    seats_taken = models.PositiveSmallIntegerField(default=0)
    price = models.DecimalField(_("hinta ilman alv"), max_digits=8, decimal_places=2, default=0)
    vat_percent = models.DecimalField(_("alv %"), max_digits=4, decimal_places=1, null=True, blank=True)
    basis = models.CharField(_("jakoperuste"), max_length=5, choices=Basis.choices, default=Basis.GROUP)
    reserve_by = models.DateTimeField(_("varaukset viimeistään"), null=True, blank=True)
    state = models.CharField(
        _("tila"), max_length=9, choices=SessionState.choices, default=SessionState.NEED, db_index=True
    )
    terms = models.PositiveIntegerField(default=1)
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("yhteinen asiantuntijaosuus")
        verbose_name_plural = _("yhteiset asiantuntijaosuudet")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seats_taken__lte=models.F("seats"), seats__lte=MOST_SEATS),
                name="experts_places_are_enough",
            ),
            models.CheckConstraint(condition=models.Q(price__gte=0), name="experts_price_not_negative"),
            models.CheckConstraint(
                condition=models.Q(vat_percent=None) | models.Q(vat_percent__gte=0, vat_percent__lte=100),
                name="experts_vat",
            ),
            models.CheckConstraint(condition=models.Q(state__in=SessionState.values), name="experts_session_state"),
            models.CheckConstraint(
                condition=~models.Q(state__in=NEEDS_A_TIME)
                | models.Q(starts_at__isnull=False, reserve_by__lte=models.F("starts_at"), seats__gte=1),
                name="experts_agreed_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state=SessionState.CANCELLED, cancelled_at__isnull=False)
                | (~models.Q(state=SessionState.CANCELLED) & models.Q(cancelled_at=None)),
                name="experts_cancelled_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def ends_at(self) -> datetime | None:
        """When it ends."""
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None

    @property
    def seats_left(self) -> int:
        """How many places are free."""
        return self.seats - self.seats_taken

    @property
    def guest_name(self) -> str:
        """The expert's name: from the register while the card is there, else as the organizer wrote it."""
        return self.expert.name if self.expert and self.expert.name else self.guest

    def takes_reservations(self, at: datetime) -> bool:
        """Say whether groups may reserve, change and cancel now."""
        is_open = self.state == SessionState.AGREED and self.closed_at is None
        return bool(is_open and self.reserve_by and at <= self.reserve_by)


class Reservation(models.Model):
    """The places of one group: how many heads, and what of the price is theirs once reservations are closed."""

    session = models.ForeignKey(ExpertSession, on_delete=models.CASCADE, related_name="reservations")
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="expert_reservations")
    heads = models.PositiveSmallIntegerField(_("paikkoja"))
    reserved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="expert_reservations"
    )
    reserved_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    terms = models.PositiveIntegerField()
    share = models.DecimalField(_("osuus"), max_digits=8, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("varaus")
        verbose_name_plural = _("varaukset")
        ordering = ["reserved_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "group"], name="experts_reservation_once"),
            models.CheckConstraint(condition=models.Q(heads__gte=1), name="experts_reservation_heads"),
            models.CheckConstraint(
                condition=models.Q(share=None) | models.Q(share__gte=0), name="experts_share_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.group_id} × {self.heads}"


class SessionInterest(models.Model):
    """That a group has the same need, and for how many."""

    session = models.ForeignKey(ExpertSession, on_delete=models.CASCADE, related_name="interests")
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="+")
    heads = models.PositiveSmallIntegerField(_("montako"))
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        verbose_name = _("sama tarve")
        verbose_name_plural = _("sama tarve")
        ordering = ["told_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "group"], name="experts_interest_once")]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.group_id}"


class SessionFeedback(models.Model):
    """A group's short feedback; what it says is shown without the group."""

    session = models.ForeignKey(ExpertSession, on_delete=models.CASCADE, related_name="feedback")
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="+")
    useful = models.PositiveSmallIntegerField(_("hyöty"))
    text = models.TextField(_("mitä jäi käteen"), max_length=400, blank=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("palaute")
        verbose_name_plural = _("palautteet")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "group"], name="experts_feedback_once"),
            models.CheckConstraint(condition=models.Q(useful__gte=1, useful__lte=5), name="experts_feedback_useful"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}: {self.useful}"
