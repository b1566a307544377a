"""The model compass: which parts of the model a group has lived, from the tags of its logs and works."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from courses.groups.enums import ModelPart
from courses.groups.models import LogPart, PeerGroup
from courses.quotes.models import JointWork


@dataclass(frozen=True)
class Point:
    """One part of the model: in how many meetings it was met, and in how many works."""

    part: str
    title: str
    meetings: int
    works: int


@dataclass(frozen=True)
class Compass:
    """All parts in their order, and over how many meetings and works they are counted."""

    points: list[Point]
    tagged_meetings: int
    works: int

    @property
    def most(self) -> int:
        """The largest count, for the scale of the drawing."""
        return max((max(point.meetings, point.works) for point in self.points), default=0)

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been tagged yet."""
        return not self.most

    @property
    def unlived(self) -> list[str]:
        """The parts that have not been met yet: an invitation, no reproach."""
        return [point.title for point in self.points if not point.meetings and not point.works]


def compass_of(*, group: PeerGroup) -> Compass:
    """Return the compass of a group, in two queries. A meeting with two tags counts once for each of the two parts."""
    tags = list(LogPart.objects.filter(log__meeting__group=group).values_list("log_id", "part").distinct())
    done = list(JointWork.objects.filter(group=group).values_list("part", flat=True))
    meetings, works = Counter(part for _log, part in tags), Counter(done)
    points = [Point(value, str(ModelPart(value).label), meetings[value], works[value]) for value in ModelPart.values]
    return Compass(points, tagged_meetings=len({log for log, _part in tags}), works=len(done))
