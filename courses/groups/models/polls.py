"""The needs poll of a group: wishes from a fixed list, asked by a link, with nothing that tells who answered."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.groups.enums import Wish
from courses.groups.models.group import PeerGroup


class NeedsPoll(models.Model):
    """A poll (toivekysely) that the facilitator has opened. Its links are computed, never stored."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.OneToOneField(PeerGroup, on_delete=models.CASCADE, related_name="needs_poll")
    # Counted up when the links are changed: those given out before then lead nowhere.
    generation = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(_("päättyy"))

    class Meta:
        verbose_name = _("toivekysely")
        verbose_name_plural = _("toivekyselyt")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gte=models.F("opened_at")), name="groups_poll_closes_after_opening"
            )
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.generation}"

    def is_open(self, at: datetime) -> bool:
        """Whether answers are taken now."""
        return at < self.closes_at and not self.group.is_closed


class PollAnswer(models.Model):
    """An answer given by the link for everybody: belongs to no card, and carries a day instead of a moment."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    poll = models.ForeignKey(NeedsPoll, on_delete=models.CASCADE, related_name="answers")
    answered_on = models.DateField()

    class Meta:
        verbose_name = _("vastaus")
        verbose_name_plural = _("vastaukset")

    def __str__(self) -> str:
        return f"{self.poll_id}"


class PollWish(models.Model):
    """One wish in an answer."""

    answer = models.ForeignKey(PollAnswer, on_delete=models.CASCADE, related_name="wishes")
    wish = models.CharField(_("toive"), max_length=12, choices=Wish.choices)

    class Meta:
        verbose_name = _("toive")
        verbose_name_plural = _("toiveet")
        constraints = [
            models.UniqueConstraint(fields=["answer", "wish"], name="groups_poll_wish_once"),
            models.CheckConstraint(condition=models.Q(wish__in=Wish.values), name="groups_poll_known_wish"),
        ]

    def __str__(self) -> str:
        return self.get_wish_display()
