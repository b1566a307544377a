"""Makes the public events and what people have told – by the verbs of events and feedback."""

from datetime import datetime, time, timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from demo.loading.cast import Cast, email_of
from demo.sources.events import Events, EventSource
from events.domain.planning import count_visitors, publish_event
from events.domain.signing_up import Visitor, sign_up
from events.models import Event, EventWords
from feedback.domain.accessibility import receive_feedback
from feedback.domain.requests import Asked, receive_request

AGO = timedelta(days=6)  # when people signed up
SHARED = ("title", "slug", "series", "mode", "place", "online_url", "capacity", "organizer", "contact")
TOLD = ("summary", "description", "accessibility")


def load_events(source: Events, *, cast: Cast, by: str, at: datetime) -> None:
    """Make what is missing; when the first event is there, everything is."""
    if Event.objects.filter(slug=source.events[0].slug).exists():
        return
    for row in source.events:
        _event(row, cast.people[by], at)
    for told in source.feedback:
        sent = {"page": told.page, "text": told.text, "email": told.email, "language": "fi"}
        receive_feedback(**sent, sending_key=uuid4(), at=at - timedelta(days=told.days_ago))
    for asked in source.requests:
        words = Asked(asked.kind, asked.name, asked.email, asked.text, "fi")
        receive_request(asked=words, user=None, sending_key=uuid4(), at=at - timedelta(days=asked.days_ago))


def _event(row: EventSource, by: User, at: datetime) -> None:
    day = timezone.localdate() + timedelta(days=row.in_days)
    starts_at = timezone.make_aware(datetime.combine(day, time.fromisoformat(row.at)))
    values = {name: getattr(row, name) for name in (*SHARED, *TOLD)}
    ends_at = starts_at + timedelta(hours=row.hours)
    event = Event.objects.create(**values, starts_at=starts_at, ends_at=ends_at, made_by=by)
    for language in ("sv", "en"):
        if words := getattr(row, language):
            EventWords.objects.create(event=event, language=language, **words.model_dump())
    publish_event(event=event)
    for number, person in enumerate(row.people):
        visitor = Visitor(person.name, email_of(person.name.split()[-1].lower()), person.needs, "fi")
        sign_up(event=event, visitor=visitor, sending_key=uuid4(), at=at - AGO + timedelta(hours=number))
    if row.visitors:
        on_site, online = row.visitors
        count_visitors(event=event, on_site=on_site, online=online, by=by, at=event.ends_at)
