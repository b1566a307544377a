"""What has been answered to a needs poll, as the facilitator sees it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from courses.groups.enums import MemberState, Wish
from courses.groups.models import MemberWish, NeedsPoll, PollWish


def results_of(*, poll: NeedsPoll) -> dict[str, Any]:
    """Return how many have answered and how often each wish was named, the commonest first; in four queries.

    Wishes on the cards count too, whether they were asked by a link or by telephone. Keys: `answered`, `anonymous`,
    `wishes` (rows of `word`, `count`, `percent`).
    """
    cards = poll.group.members.exclude(state=MemberState.LEFT)
    asked = cards.exclude(wishes_asked_on=None).count()
    anonymous = poll.answers.count()
    counts: Counter[str] = Counter(MemberWish.objects.filter(member__in=cards).values_list("wish", flat=True))
    counts.update(PollWish.objects.filter(answer__poll=poll).values_list("wish", flat=True))
    most = max(counts.values(), default=0)
    rows = [
        {"word": Wish(wish).label, "count": count, "percent": round(100 * count / most)}
        for wish, count in sorted(counts.items(), key=lambda row: (-row[1], Wish.values.index(row[0])))
    ]
    return {"answered": asked + anonymous, "anonymous": anonymous, "wishes": rows}
