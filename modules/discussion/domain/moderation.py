"""Looking after a discussion: trainees report, staff of the run hide, show again and settle reports."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from courses.enums import StaffRole
from courses.models import Enrolment
from modules.discussion.models import Post, Report


class UnableToModerate(Exception):
    """The post cannot be hidden or reported; the message says why."""


def report_post(*, post: Post, by: Enrolment, reason: str, at: datetime) -> Report:
    """This function will ask the run's trainers to look at a post. Repeating it changes only the reason.

    A report that has been settled is opened again. Raises UnableToModerate for one's own post and for one that
    is gone already.
    """
    if post.is_by(by) or post.is_gone or post.run_id != by.run_id:
        raise UnableToModerate(_("Tästä viestistä ei voi ilmoittaa."))
    with transaction.atomic():
        report, made = Report.objects.get_or_create(
            post=post, reporter=by, defaults={"reason": reason.strip(), "created_at": at}
        )
        if not made:
            report.reason = reason.strip() or report.reason
            if report.resolved_at is not None:
                report.created_at, report.resolved_at, report.resolved_by = at, None, None
            report.save()
    return report


def hide_post(*, post: Post, reason: str, by: User, at: datetime) -> None:
    """This function will put a note in place of a post's text for everybody but the staff, and settle its reports.

    The author sees the reason. Raises UnableToModerate without a reason or when the post is deleted.
    """
    reason = reason.strip()
    if not reason:
        raise UnableToModerate(_("Kirjoita, miksi viesti piilotetaan. Kirjoittaja näkee perustelun."))
    with transaction.atomic():
        locked = Post.objects.select_for_update().get(pk=post.pk)
        if locked.deleted_at is not None:
            raise UnableToModerate(_("Kirjoittaja on jo poistanut viestin."))
        locked.hidden_at, locked.hidden_by, locked.hidden_reason = locked.hidden_at or at, by, reason
        locked.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
        settle_reports(post=locked, by=by, at=at)


def show_post(*, post: Post) -> None:
    """This function will show a hidden post again."""
    Post.objects.filter(pk=post.pk).update(hidden_at=None, hidden_by=None, hidden_reason="")


def settle_reports(*, post: Post, by: User, at: datetime) -> int:
    """This function will mark the open reports of a post as settled and return how many there were."""
    return Report.objects.filter(post=post, resolved_at=None).update(resolved_at=at, resolved_by=by)


def open_reports(*, user: User) -> QuerySet[Report]:
    """Return the reports that wait for this trainer, the oldest first."""
    found = Report.objects.filter(
        resolved_at=None,
        post__run__staff__user=user,
        post__run__staff__role=StaffRole.TRAINER,
        post__run__staff__ended_at=None,
    )
    return found.select_related("post__run", "post__discussion", "reporter__user").order_by("created_at").distinct()
