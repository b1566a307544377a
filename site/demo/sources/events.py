"""Invented public events, who has signed up, and what people have told and asked."""

from typing import Literal

from pydantic import Field

from demo.sources.base import Shape, Text


class WordsSource(Shape):
    """An event in another language."""

    title: Text
    summary: Text
    accessibility: Text


class VisitorSource(Shape):
    """Somebody who means to come."""

    name: Text
    needs: str = ""


class EventSource(Shape):
    """A public event; `visitors` are heads on site and online, once it has been."""

    title: Text
    slug: str
    series: str = ""
    in_days: int
    at: str
    hours: int
    mode: Literal["on_site", "online", "hybrid"] = "on_site"
    place: str = ""
    online_url: str = ""
    capacity: int | None = None
    organizer: str = ""
    contact: str = ""
    summary: Text
    description: str = ""
    accessibility: Text
    sv: WordsSource | None = None
    en: WordsSource | None = None
    people: list[VisitorSource] = Field(default_factory=list)
    visitors: tuple[int, int] | None = None


class FeedbackSource(Shape):
    """A piece of accessibility feedback."""

    days_ago: int
    page: str = ""
    text: Text
    email: str = ""


class RequestSource(Shape):
    """A data request."""

    days_ago: int
    kind: str
    name: Text
    email: str
    text: str = ""


class Events(Shape):
    """Everything of events and feedback."""

    events: list[EventSource]
    feedback: list[FeedbackSource]
    requests: list[RequestSource]
