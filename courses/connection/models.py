"""Links that lead to one meeting for those without an account, and the notes of its technical support."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.groups.models import GroupMeeting
from courses.models import Session


class LinkKind(models.TextChoices):
    """Whom a link is for."""

    GUEST = "guest", _("vieras")
    SUPPORT = "support", _("tekninen tuki")


class ConnectionLink(models.Model):
    """A link to one meeting of a group, or to one course session. Its address is computed, never stored."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kenelle"), max_length=7, choices=LinkKind.choices)
    meeting = models.ForeignKey(
        GroupMeeting, on_delete=models.CASCADE, null=True, blank=True, related_name="connection_links"
    )
    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, null=True, blank=True, related_name="connection_links"
    )
    shows_join = models.BooleanField(_("etälinkki näkyy"), default=False)
    # Counted up when the link is changed: the one given out before then leads nowhere.
    generation = models.PositiveSmallIntegerField(default=1)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("yhteyslinkki")
        verbose_name_plural = _("yhteyslinkit")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(meeting=None, session__isnull=False) | models.Q(meeting__isnull=False, session=None),
                name="connection_link_has_one_target",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=LinkKind.values), name="connection_link_known_kind"),
            models.UniqueConstraint(
                fields=["kind", "meeting"], condition=models.Q(session=None), name="connection_link_once_a_meeting"
            ),
            models.UniqueConstraint(
                fields=["kind", "session"], condition=models.Q(meeting=None), name="connection_link_once_a_session"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.meeting_id or self.session_id}"

    @property
    def target(self) -> GroupMeeting | Session:
        """What the link is for."""
        found = self.meeting or self.session
        assert found is not None  # noqa: S101 -- a constraint of the table
        return found

    @property
    def ends_at(self) -> datetime:
        """When the link stops leading anywhere: some hours after the meeting."""
        return self.target.ends_at + timedelta(hours=settings.CONNECTION_LINK_HOURS)


class SupportNote(models.Model):
    """What the technical support and the facilitator write to one another on one meeting; gone a week after it."""

    link = models.ForeignKey(ConnectionLink, on_delete=models.CASCADE, related_name="notes")
    text = models.CharField(_("muistiinpano"), max_length=300)
    from_support = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("tuen muistiinpano")
        verbose_name_plural = _("tuen muistiinpanot")
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.link_id}: {self.written_at:%Y-%m-%d %H:%M}"
