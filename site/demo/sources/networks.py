"""The invented network, its experts and the sessions its groups share."""

from decimal import Decimal
from typing import Literal

from pydantic import Field

from demo.sources.base import Shape, Text


class ExpertSource(Shape):
    """An expert's card."""

    key: str
    name: Text
    introduction: Text
    topics: list[str]
    regions: list[str]
    languages: list[str]
    remote: bool = False
    fee: Decimal | None = None
    public: bool = False


class AnswerSource(Shape):
    """An answer to a notice."""

    author: str
    text: Text


class NoticeSource(Shape):
    """A notice on the board."""

    author: str
    kind: Literal["wanted", "offered"]
    title: Text
    text: Text
    days_ago: int
    answers: list[AnswerSource] = Field(default_factory=list)


class Places(Shape):
    """The places of one group."""

    group: str
    heads: int


class SharedSessionSource(Shape):
    """A session that groups share."""

    organizer: str
    hat: Literal["facilitator", "advisor"]
    topic: Text
    theme: str
    expert: str
    in_days: int  # of a session that was held, less than nought
    mode: str = "on_site"
    place: str = ""
    seats: int
    price: Decimal
    basis: Literal["group", "head"]
    description: str = ""
    before: str = ""
    during: str = ""
    after: str = ""
    reserved: list[Places] = Field(default_factory=list)


class NeedSource(Shape):
    """What a group needs an expert for."""

    organizer: str
    topic: Text
    theme: str
    description: Text
    same: list[Places] = Field(default_factory=list)


class Networks(Shape):
    """Everything of networks."""

    region: str
    members: list[str]
    experts: list[ExpertSource]
    notices: list[NoticeSource]
    sessions: list[SharedSessionSource]
    needs: list[NeedSource]
