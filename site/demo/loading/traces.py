"""Makes what a group has left behind: quotes with their consents, and things done together."""

from django.utils import timezone

from courses.groups.models import GroupMember
from courses.quotes.domain.quotes import Said, publish, record_quote
from courses.quotes.domain.works import Work, record_work
from demo.loading.meetings import Making


def leave_traces(making: Making, members: list[GroupMember]) -> None:
    """Record the group's quotes, each of another member, and its works."""
    at = making.timeline.past(75, 19)
    day = timezone.localdate(at)
    for number, said in enumerate(making.source.quotes):
        quote = record_quote(
            group=making.group,
            member=members[number % len(members)],
            said=Said(said.text, said.keyword, said.part, said.attribution, frozenset(said.uses), day),
            by=making.founder,
            at=at,
        )
        if said.published:
            publish(quote=quote, by=making.trainer, at=at)
    for work in making.source.works:
        record_work(group=making.group, work=Work(work.title, work.part, day, work.shareable), by=making.founder, at=at)
