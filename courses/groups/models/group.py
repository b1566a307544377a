"""A peer group and the people who facilitate it. It belongs to them, not to a course run: alumni groups live on."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import Mode
from courses.groups.classifications import municipality_name
from courses.groups.enums import CLOSED_STATES, REACHED, GoalStyle, GroupState
from courses.models import Enrolment

SMALLEST, LARGEST = 2, 30  # what the form and the database take; the advice of 4–8 is softer (BR-03)


class PeerGroupQuerySet(models.QuerySet["PeerGroup"]):
    """Filters on groups; every look-up for a person starts here."""

    def facilitated_by(self, user: object) -> PeerGroupQuerySet:
        """Groups the person facilitates now."""
        return self.filter(
            pk__in=GroupFacilitator.objects.filter(user=user, ended_at=None).values("group_id")  # type: ignore[misc]
        )

    def of_run(self, run: object) -> PeerGroupQuerySet:
        """Groups whose facilitator takes or took part in the run."""
        return self.filter(
            pk__in=GroupFacilitator.objects.filter(enrolment__run=run).values("group_id")  # type: ignore[misc]
        )


class PeerGroup(models.Model):
    """A group (vertaisryhmä) of entrepreneurs that a facilitator gathers and leads."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("työnimi"), max_length=60)
    municipality = models.CharField(_("kunta"), max_length=3)
    mode = models.CharField(_("tapaamistapa"), max_length=10, choices=Mode.choices, default=Mode.ON_SITE)
    planned_size = models.PositiveSmallIntegerField(
        _("suunniteltu koko"), default=6, validators=[MinValueValidator(SMALLEST), MaxValueValidator(LARGEST)]
    )
    cadence_days = models.PositiveSmallIntegerField(
        _("tapaamisväli päivinä"), default=30, validators=[MinValueValidator(7), MaxValueValidator(120)]
    )
    goal_style = models.CharField(_("tavoitteellisuus"), max_length=5, choices=GoalStyle.choices, blank=True)
    state = models.CharField(
        _("tila"), max_length=12, choices=GroupState.choices, default=GroupState.PLANNED, db_index=True
    )
    created_at = models.DateTimeField()
    gathering_since = models.DateTimeField(null=True, blank=True)
    founded_at = models.DateTimeField(null=True, blank=True)
    founded_members = models.PositiveSmallIntegerField(null=True, blank=True)  # how many there were then
    started_on = models.DateField(_("aloitti"), null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Counts outlive the member cards (BR-19).
    final_members = models.PositiveSmallIntegerField(null=True, blank=True)
    cards_deleted_at = models.DateTimeField(null=True, blank=True)

    objects = PeerGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("ryhmä")
        verbose_name_plural = _("ryhmät")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["ended_at", "cards_deleted_at"], name="groups_cards_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(planned_size__gte=SMALLEST, planned_size__lte=LARGEST), name="groups_planned_size"
            ),
            models.CheckConstraint(
                condition=models.Q(cadence_days__gte=7, cadence_days__lte=120), name="groups_cadence"
            ),
            models.CheckConstraint(condition=models.Q(state__in=GroupState.values), name="groups_known_state"),
            models.CheckConstraint(
                condition=models.Q(state__in=CLOSED_STATES, ended_at__isnull=False)
                | (~models.Q(state__in=CLOSED_STATES) & models.Q(ended_at=None)),
                name="groups_closed_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=[GroupState.FOUNDED, GroupState.RUNNING])
                | models.Q(founded_at__isnull=False),
                name="groups_founded_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_closed(self) -> bool:
        """Whether the group has ended or goes on without its facilitator."""
        return self.state in CLOSED_STATES

    @property
    def reached(self) -> str:
        """How far the group has come on its way, whatever became of it later."""
        if self.founded_at:
            return GroupState.RUNNING if self.started_on else GroupState.FOUNDED
        return GroupState.GATHERING if self.gathering_since else GroupState.PLANNED

    def has_reached(self, state: str) -> bool:
        """Say whether the group has come at least this far (BR-02); a group closed unfounded counts for nothing."""
        if self.is_closed and not self.founded_at:
            return False
        return REACHED.index(GroupState(self.reached)) >= REACHED.index(GroupState(state))

    @property
    def place_name(self) -> str:
        """The municipality's name in the active language."""
        return municipality_name(self.municipality)


class GoalStyleChange(models.Model):
    """When the group agreed how goal-oriented it is; a change keeps what was before (BR-08)."""

    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="goal_styles")
    style = models.CharField(_("tavoitteellisuus"), max_length=5, choices=GoalStyle.choices)
    noted_on = models.DateField(_("sovittu"))
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tavoitteellisuuden muutos")
        verbose_name_plural = _("tavoitteellisuuden muutokset")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.style}"


class GroupFacilitator(models.Model):
    """A person's membership as facilitator of a group; two may share one, each credited once (BR-18)."""

    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="facilitators")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="facilitated")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.SET_NULL, null=True, blank=True, related_name="group_links"
    )
    since = models.DateTimeField()
    # One who joins later is not credited for meetings held before; the founder has no such day.
    credited_from = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("ryhmän ohjaaja")
        verbose_name_plural = _("ryhmän ohjaajat")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "user"], condition=models.Q(ended_at=None), name="groups_facilitator_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.group_id}"


class FacilitatorInvitation(models.Model):
    """An invitation to facilitate together, to one address. Says nothing to the sender about who has an account."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("sähköposti"), max_length=254)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True, blank=True)
    # Handing over: whose place it is for, and that every member has agreed to it, which the inviter states.
    takes_over = models.BooleanField(default=False)
    agreed = models.PositiveSmallIntegerField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("kutsu ohjaajaksi")
        verbose_name_plural = _("kutsut ohjaajaksi")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "email"], condition=models.Q(answered_at=None), name="groups_invitation_once"
            ),
            models.CheckConstraint(
                condition=models.Q(takes_over=False) | models.Q(agreed__isnull=False, agreed_on__isnull=False),
                name="groups_handover_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.public_id}"

    def is_open(self, at: datetime) -> bool:
        """Say whether the invitation still waits for an answer."""
        return self.answered_at is None and self.expires_at > at
