"""Scheduled publishing: what an author has timed appears, and disappears, without anybody being there."""

from __future__ import annotations

from datetime import datetime

from wagtail.models import Page, Revision

from courses.page_guards import uses_of


def publish_due(*, at: datetime) -> int:
    """This function will publish the versions whose time has come and hide the pages whose time is over.

    A page that a run needs is not hidden, whatever its time: nobody is there to be asked. Looks before it writes.
    """
    done = 0
    due = Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at", "pk")
    for revision in list(due):
        revision.publish(log_action="wagtail.publish.scheduled")
        done += 1
    for page in list(Page.objects.filter(live=True, expire_at__lte=at)):
        if not uses_of(page):
            page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            done += 1
    return done
