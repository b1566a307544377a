"""The rows of activities, on the page of a course and of a session: lists that are opened all the time."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

if TYPE_CHECKING:
    from courses.domain.learning import SessionPlan
    from courses.models import CourseRun
    from courses.outline import ActivityItem

register = template.Library()


@register.simple_tag
def activity_row(item: ActivityItem, run: CourseRun, row: SessionPlan) -> SafeString:
    """This tag will draw one activity of a session and a run with the state it has for the reader."""
    own = row.closures.get(item.pk) if row.is_open else None
    state = "open" if row.is_open and own is None else "closed"
    why = (own.reason, own.link) if own else ("", "")
    return _drawn_row(item, run.slug, run.language, state, item.pk in row.done_ids, *why, get_language() or "")


@lru_cache(maxsize=4096)
def _drawn_row(
    item: ActivityItem, run: str, spoken: str, state: str, done: bool, reason: str, link: str, _language: str
) -> SafeString:
    """Draw a row once for each state and language: it holds nothing of the person but the state and its reason."""
    context = {"item": item, "run": run, "spoken": spoken, "state": state, "mark": "done" if done else state}
    context |= {"reason": reason, "link": link}
    return render_to_string("courses/activity_row.html", context)
