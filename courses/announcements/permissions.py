"""Who may see what. What one may not know of does not exist: 404."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404

from courses.announcements.domain.mails import mail_of_run
from courses.announcements.domain.reading import announcements_for, announcements_of
from courses.announcements.models import Announcement
from courses.models import CourseRun
from notifications.models import OutgoingMail


def run_announcement_or_404(run: CourseRun, public_id: UUID) -> Announcement:
    """Return an announcement of a run whose staff the caller is known to be."""
    found = announcements_of(run=run).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    found.run = run
    return found


def announcement_or_404(user: Any, run: CourseRun, public_id: UUID) -> Announcement:
    """Return an announcement that a trainee of the run may read."""
    found = announcements_for(user=user, run=run).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    found.run = run
    return found


def mail_or_404(run: CourseRun, public_id: UUID) -> OutgoingMail:
    """Return a mail of a run whose coordinator the caller is known to be."""
    found = mail_of_run(run=run, public_id=public_id)
    if found is None:
        raise Http404
    return found
