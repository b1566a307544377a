"""What a person has written in discussions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from accounts.models import User
from modules.discussion.models import Post, Report


def export_person(user: User) -> dict[str, Any]:
    """Return the person's posts and reports."""
    posts = (
        Post.objects.filter(Q(enrolment__user=user) | Q(staff=user))
        .select_related("discussion", "run")
        .order_by("created_at")
    )
    reports = Report.objects.filter(reporter__user=user).select_related("post__discussion").order_by("created_at")
    return {
        "posts": [
            {
                "run": post.run.name,
                "discussion": post.discussion.title,
                "is_reply": post.parent_id is not None,
                "text": post.text,
                "created_at": post.created_at,
                "edited_at": post.edited_at,
                "deleted_at": post.deleted_at,
                "hidden_reason": post.hidden_reason,
            }
            for post in posts
        ],
        "reports": [
            {"discussion": report.post.discussion.title, "reason": report.reason, "created_at": report.created_at}
            for report in reports
        ],
    }


def erase_person(user: User, *, at: datetime) -> None:
    """Take the author away from the person's posts; the conversation of the others stays whole."""
    Post.objects.filter(enrolment__user=user).update(enrolment=None)
    Post.objects.filter(staff=user).update(staff=None)
    Post.objects.filter(hidden_by=user).update(hidden_by=None)
    Report.objects.filter(reporter__user=user).delete()
    Report.objects.filter(resolved_by=user).update(resolved_by=None)
