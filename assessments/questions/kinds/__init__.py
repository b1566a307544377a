"""All kinds of questions, by name."""

from assessments.questions.kinds.base import Given, Kind, UnableToReadAnswer
from assessments.questions.kinds.choice import Multiple, Single, TrueFalse
from assessments.questions.kinds.entry import Short
from assessments.questions.kinds.gaps import Gaps
from assessments.questions.kinds.numeric import Numeric
from assessments.questions.kinds.pairing import Match, Order
from assessments.questions.kinds.writing import Description, Open

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Single(), Multiple(), TrueFalse(), Match(), Order(), Numeric(), Short(), Gaps(), Open(), Description()
    )
}  # fmt: skip

__all__ = ["KINDS", "Given", "Kind", "UnableToReadAnswer"]
