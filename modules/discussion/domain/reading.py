"""Reading a discussion: one page of openings with their replies, in as many queries whatever its size."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from courses.models import CourseRun, Enrolment
from modules.discussion.models import DiscussionPage, Post, Report

OPENINGS_ON_PAGE = 20


@dataclass
class Thread:
    """One page of a discussion."""

    page_obj: Page
    reported_ids: frozenset[int] = field(default_factory=frozenset)
    only_reported: bool = False

    @property
    def count(self) -> int:
        """How many openings the discussion has."""
        return self.page_obj.paginator.count


def read_thread(
    *,
    run: CourseRun,
    discussion: DiscussionPage,
    number: str | None,
    reader: Enrolment | None,
    at: datetime,
    only_reported: bool = False,
) -> Thread:
    """Return one page of the openings, each with `answers` (its replies) and, for staff, `waiting` reports.

    `only_reported` leaves out what nobody has reported: a coordinator reads no more than that (domain 3.2).
    """
    everything = Post.objects.in_thread(run=run, discussion=discussion).select_related("enrolment__user", "staff")
    if reader is None:
        everything = everything.annotate(waiting=Count("reports", filter=Q(reports__resolved_at=None)))
    shown = everything.filter(parent=None)
    if only_reported:
        told = Report.objects.filter(post__run=run, post__discussion=discussion).values("post")
        shown = shown.filter(Q(pk__in=told) | Q(replies__in=told)).distinct()
        everything = everything.filter(pk__in=told)
    page_obj = Paginator(shown.order_by("created_at", "pk"), OPENINGS_ON_PAGE).get_page(number)
    page_obj.object_list = _with_answers(list(page_obj.object_list), everything, discussion, at, only_reported)
    reported: frozenset[int] = frozenset()
    if reader is not None:
        mine = Report.objects.filter(reporter=reader, post__discussion=discussion, resolved_at=None)
        reported = frozenset(mine.values_list("post_id", flat=True))
    return Thread(page_obj, reported, only_reported)


def _with_answers(
    openings: list[Post], everything: QuerySet[Post], discussion: DiscussionPage, at: datetime, only_reported: bool
) -> list[Post]:
    """Give each opening its replies, and every post what its page must know of it."""
    answers: dict[int | None, list[Post]] = {}
    for reply in everything.filter(parent__in=[post.pk for post in openings]).order_by("created_at", "pk"):
        answers.setdefault(reply.parent_id, []).append(reply)
    for post in openings:
        post.answers = answers.get(post.pk, [])
        for each in (post, *post.answers):
            each.discussion = discussion  # known already: no query for each
            each.is_editable = each.editable_until() >= at
    if only_reported:
        known = set(everything.values_list("pk", flat=True))
        for post in openings:
            post.is_left_out = post.pk not in known
    return openings


def page_of(post: Post) -> int:
    """Return the number of the page on which a post (or the opening it answers) stands."""
    opening = post.parent or post
    earlier = Post.objects.filter(run_id=post.run_id, discussion_id=post.discussion_id, parent=None).filter(
        Q(created_at__lt=opening.created_at) | Q(created_at=opening.created_at, pk__lt=opening.pk)
    )
    return earlier.count() // OPENINGS_ON_PAGE + 1
