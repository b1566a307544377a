"""Reported posts in the trainer's inbox."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from courses.domain.review import ReviewEntry
from modules.discussion.domain.moderation import open_reports
from modules.discussion.models import Post


def pending(*, user: User) -> list[ReviewEntry]:
    """Return the reports that wait for this trainer, in one query."""
    return [
        ReviewEntry(
            kind=_("ilmoitus viestistä"),
            title=report.post.discussion.title,
            person=report.reporter.user.get_full_name(),
            run=report.post.run.name,
            waiting_since=report.created_at,
            url=_address(report.post),
        )
        for report in open_reports(user=user)
    ]


def _address(post: Post) -> str:
    """Return where the post stands in its discussion."""
    base = reverse("courses:activity", kwargs={"run": post.run.slug, "activity": post.discussion.slug})
    return f"{base}?viesti={post.public_id}"
