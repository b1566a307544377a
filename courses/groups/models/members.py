"""Member cards: a pseudonym and a few classes. Nothing else can be stored, and nobody but the facilitators sees it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from courses.groups.classifications import line_name, municipality_name
from courses.groups.enums import HintDecision, HintSource, MemberState, SizeClass, Wish, YearsBand
from courses.groups.models.group import PeerGroup


class GroupMember(models.Model):
    """A candidate or member (ryhmäläinen) of a group; a person without an account."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="members")
    pseudonym = models.CharField(_("peitenimi"), max_length=40)
    line = models.CharField(_("toimiala"), max_length=1)
    municipality = models.CharField(_("kunta"), max_length=3)
    size_class = models.CharField(_("yrityksen koko"), max_length=5, choices=SizeClass.choices)
    years_band = models.CharField(_("toimintavuodet"), max_length=4, choices=YearsBand.choices)
    state = models.CharField(_("tila"), max_length=9, choices=MemberState.choices, default=MemberState.CANDIDATE)
    wishes_asked_on = models.DateField(_("toiveet kysytty"), null=True, blank=True)
    agreed_on = models.DateField(_("suostui tietojen kirjaamiseen"), null=True, blank=True)
    notice_version = models.CharField(_("informointilapun versio"), max_length=20, blank=True)
    joined_on = models.DateField(_("tuli mukaan"), null=True, blank=True)
    left_on = models.DateField(_("lähti"), null=True, blank=True)
    # Set aside on the composition board: a candidate of no group for now. `group` is then the one it came from.
    is_pooled = models.BooleanField(_("ilman ryhmää"), default=False)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ryhmäläinen")
        verbose_name_plural = _("ryhmäläiset")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(models.F("group"), Lower("pseudonym"), name="groups_pseudonym_once"),
            models.CheckConstraint(
                condition=~models.Q(state=MemberState.JOINED)
                | models.Q(wishes_asked_on__isnull=False, agreed_on__isnull=False, joined_on__isnull=False),
                name="groups_joined_after_asking",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=MemberState.LEFT) | models.Q(left_on__isnull=False),
                name="groups_left_has_day",
            ),
            models.CheckConstraint(
                condition=models.Q(is_pooled=False) | models.Q(state__in=[MemberState.CANDIDATE, MemberState.INVITED]),
                name="groups_pooled_is_candidate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.pk}"  # never the pseudonym: this text gets into logs and error reports

    @property
    def line_name(self) -> str:
        """The line of business in the active language."""
        return line_name(self.line)

    @property
    def place_name(self) -> str:
        """The municipality in the active language."""
        return municipality_name(self.municipality)

    @property
    def is_present(self) -> bool:
        """Whether the card is part of the composition now."""
        return self.state != MemberState.LEFT and not self.is_pooled


class MemberWish(models.Model):
    """One wish of a member, from the fixed list."""

    member = models.ForeignKey(GroupMember, on_delete=models.CASCADE, related_name="wishes")
    wish = models.CharField(_("toive"), max_length=12, choices=Wish.choices)

    class Meta:
        verbose_name = _("toive")
        verbose_name_plural = _("toiveet")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "wish"], name="groups_wish_once"),
            models.CheckConstraint(condition=models.Q(wish__in=Wish.values), name="groups_known_wish"),
        ]

    def __str__(self) -> str:
        return self.get_wish_display()


class SeparationWish(models.Model):
    """Two who cannot be in the same group (BR-05). A pair only: who asked, and why, is not stored."""

    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="separations")
    first = models.ForeignKey(GroupMember, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(GroupMember, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ei samaan ryhmään")
        verbose_name_plural = _("ei samaan ryhmään")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="groups_separation_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="groups_separation_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} / {self.second_id}"


class CompetitionNote(models.Model):
    """What was decided on a pair that may compete, in one sentence (BR-04)."""

    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="competition_notes")
    first = models.ForeignKey(GroupMember, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(GroupMember, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(_("mistä tieto"), max_length=11, choices=HintSource.choices, default=HintSource.AUTO)
    decision = models.CharField(_("päätös"), max_length=8, choices=HintDecision.choices)
    reason = models.CharField(_("perustelu"), max_length=300)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kilpailuhuomio")
        verbose_name_plural = _("kilpailuhuomiot")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="groups_competition_once"),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="groups_competition_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} / {self.second_id}: {self.decision}"


class CompetitionDecision(models.Model):
    """Each decision that was ever written on a pair: a later one replaces the note, never what was decided before."""

    first = models.ForeignKey(GroupMember, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(GroupMember, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(_("mistä tieto"), max_length=11, choices=HintSource.choices)
    decision = models.CharField(_("päätös"), max_length=8, choices=HintDecision.choices)
    reason = models.CharField(_("perustelu"), max_length=300)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("kilpailuasetelman päätös")
        verbose_name_plural = _("kilpailuasetelmien päätökset")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="groups_decision_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} / {self.second_id}: {self.decision}"


class GroundRules(models.Model):
    """A version of the rules the group has made its own (BR-07)."""

    group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="ground_rules")
    version = models.PositiveSmallIntegerField()
    text = models.TextField(_("pelisäännöt"), max_length=3000)
    agreed_on = models.DateField(_("sovittu"))
    agreed = models.PositiveSmallIntegerField(_("hyväksyneitä"))
    members = models.PositiveSmallIntegerField(_("ryhmäläisiä"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("pelisäännöt")
        verbose_name_plural = _("pelisäännöt")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["group", "version"], name="groups_rules_version_once"),
            models.CheckConstraint(
                condition=models.Q(members__gte=1, agreed__lte=models.F("members")),
                name="groups_rules_agreed_of_members",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} v{self.version}"

    @property
    def is_agreed_by_all(self) -> bool:
        """Whether everybody then in the group agreed."""
        return self.agreed == self.members
