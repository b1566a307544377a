"""Discussions of a run go a year after it was closed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.clocks import Clock
from courses.run_clocks import run_clock
from modules.discussion.models import Post


def clocks() -> list[Clock]:
    """Return the clock of the answers."""
    return [
        run_clock(
            key="discussion.posts",
            title=_("Keskustelujen viestit"),
            then=_("poistetaan"),
            days="LEARNING_KEPT_DAYS",
            rows=Post.objects.all,
            run="run",
            clear=lambda rows: rows.delete(),
        )
    ]
