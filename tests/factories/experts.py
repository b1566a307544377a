"""Networks, experts and shared sessions, made the way the domain makes them."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone
from factories.accounts import UserFactory
from factories.groups import make_group

from courses.experts.domain.arranging import Offer, Organizer, agree_session
from courses.experts.domain.networks import join_network, network_of
from courses.experts.domain.register import Card, save_card
from courses.experts.domain.reservations import reserve_places

numbers = count(1)


def make_facilitator(**values):
    """Return somebody who facilitates a group in Pori, and the group."""
    group = make_group(**values)
    return group.facilitators.get().user, group


def make_network(*members, region="04"):
    """Return the network of a region with these members."""
    network = network_of(region=region, at=timezone.now())
    for user in members:
        join_network(region=region, user=user, at=timezone.now())
    return network


def make_card(**values) -> Card:
    """Return what an expert tells."""
    base = {
        "name": f"Ritva Rantasipi {next(numbers)}",
        "introduction": "Autan palautumisessa.",
        "topics": ("coping", "time"),
        "regions": ("04",),
        "languages": ("fi",),
        "is_remote": False,
        "fee": "paid",
        "fee_amount": Decimal("400.00"),
        "shows_address": False,
        "is_public": False,
    }
    return Card(**{**base, **values})


def make_expert(*, user=None, **values):
    """Return an expert's card with consent, tied to an account."""
    return save_card(expert=None, card=make_card(**values), user=user or UserFactory(), at=timezone.now())


def make_offer(**values) -> Offer:
    """Return a session as it is agreed: 400 euros, twenty seats, in three weeks, reserved a week before."""
    day = timezone.localdate() + timedelta(days=21)
    starts_at = values.get("starts_at") or timezone.make_aware(datetime.combine(day, time(17, 30)))
    base = {
        "topic": f"Palautuminen {next(numbers)}",
        "theme": "coping",
        "description": "",
        "network": None,
        "expert": None,
        "guest": "Ritva Rantasipi",
        "starts_at": starts_at,
        "minutes": 120,
        "mode": "on_site",
        "place": "Kirjasto",
        "link": "",
        "seats": 20,
        "price": Decimal("400.00"),
        "vat_percent": None,
        "basis": "group",
        "reserve_by": starts_at - timedelta(days=7),
    }
    return Offer(**{**base, **values})


def make_session(*, organizer=None, hat="facilitator", **values):
    """Return an agreed session that takes reservations."""
    organizer = organizer or make_facilitator()[0]
    return agree_session(organizer=Organizer(organizer, hat), offer=make_offer(**values), at=timezone.now())


def reserve(session, heads=5, *, group=None):
    """Reserve places for a group of its own facilitator; return the reservation."""
    group = group or make_group()
    by = group.facilitators.first().user
    return reserve_places(session=session, group=group, heads=heads, by=by, at=timezone.now())


def offer_form_data(**values) -> dict:
    """Return the form of a session filled in, as a browser posts it."""
    day = timezone.localdate() + timedelta(days=21)
    base = {
        "topic": "Palautuminen",
        "theme": "coping",
        "expert": "",
        "guest": "Ritva Rantasipi",
        "day": day.isoformat(),
        "start": "17:30",
        "minutes": "120",
        "mode": "on_site",
        "place": "Kirjasto",
        "link": "",
        "seats": "20",
        "price": "400",
        "vat_percent": "",
        "basis": "group",
        "last_day": (day - timedelta(days=7)).isoformat(),
        "network": "",
        "description": "",
        "before": "",
        "during": "",
        "after": "",
    }
    return {key: value for key, value in {**base, **values}.items() if value is not None}
