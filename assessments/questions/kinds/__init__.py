"""All kinds of questions, by name."""

from assessments.questions.kinds.base import Given, Kind, UnableToReadAnswer
from assessments.questions.kinds.choice import Multiple, Single, TrueFalse
from assessments.questions.kinds.entry import Numeric, Short
from assessments.questions.kinds.pairing import Match, Order

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (Single(), Multiple(), TrueFalse(), Match(), Order(), Numeric(), Short())
}

__all__ = ["KINDS", "Given", "Kind", "UnableToReadAnswer"]
