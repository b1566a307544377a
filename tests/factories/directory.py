"""Facilitators in the public register, made the way the domain makes them."""

from uuid import uuid4

from django.utils import timezone
from factories.accounts import UserFactory
from factories.groups import make_group

from accounts.visitors import new_opening
from courses.directory.domain.listing import Told, keep_listing
from courses.directory.domain.relay import Words
from courses.groups.enums import GroupState


def make_facilitator(**person):
    """Return somebody whose group is running."""
    group = make_group(user=UserFactory(**person), gathering=True)
    group.state, group.founded_at = GroupState.RUNNING, timezone.now()
    group.save(update_fields=["state", "founded_at"])
    return group.facilitators.get().user


def make_told(**values) -> Told:
    """Return what a facilitator tells: Pori, retail, Finnish."""
    base = {"municipality": "609", "covers_neighbors": False, "is_remote": False, "lines": ("G",), "languages": ("fi",)}
    return Told(**{**base, "text": "Ohjaan rauhallisia ryhmiä.", **values})


def make_listing(*, user=None, at=None, **values):
    """Return a listing that is shown."""
    return keep_listing(user=user or make_facilitator(), told=make_told(**values), at=at or timezone.now())


def make_words(**values) -> Words:
    """Return a visitor's message."""
    base = {"name": "Vieno Vieras", "email": "vieras@esimerkki.test", "text": "Onko ryhmässäsi tilaa?"}
    return Words(**{**base, "sending_key": uuid4(), **values})


def message_form_data(**values) -> dict:
    """Return what the visitor's form sends."""
    base = {"name": "Vieno Vieras", "email": "vieras@esimerkki.test", "text": "Onko ryhmässäsi tilaa?"}
    return {**base, "opened": new_opening(), "homepage": "", **values}


def listing_form_data(**values) -> dict:
    """Return what the form of one's own listing sends."""
    base = {"municipality": "609", "lines": ["G"], "languages": ["fi", "sv"], "text": "Ohjaan ryhmiä.", "consent": "on"}
    return {**base, **values}
