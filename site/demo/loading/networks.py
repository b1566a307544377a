"""Makes the regional network, its experts and shared sessions – by the verbs of courses.experts."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import OrganisationContact, User
from courses.experts.domain.arranging import (
    Need,
    Offer,
    Organizer,
    agree_session,
    collect_feedback,
    mark_held,
    tell_need,
)
from courses.experts.domain.feedback import tell_same_need
from courses.experts.domain.networks import answer_notice, join_network, post_notice
from courses.experts.domain.register import Card, invite_expert, save_card
from courses.experts.domain.reservations import reserve_places
from courses.experts.enums import Fee
from courses.experts.models import Expert, GroupNetwork
from courses.groups.models import PeerGroup
from demo.loading.cast import Cast, email_of
from demo.sources.networks import ExpertSource, Networks, NoticeSource, SharedSessionSource

AGO = timedelta(days=9)  # when all of it was made
EARLY = timedelta(days=23)  # before a session that was held


def load_networks(source: Networks, *, cast: Cast, at: datetime) -> None:
    """Make what is missing; when the network is there, everything is."""
    if GroupNetwork.objects.filter(region=source.region).exists():
        return
    made_at = at - AGO
    for key in source.members:
        network = join_network(region=source.region, user=cast.people[key], at=made_at)
    experts = {row.key: _expert(row, cast.people[source.members[-1]], made_at) for row in source.experts}
    for row in source.notices:
        _notice(row, network, cast, at)
    for session in source.sessions:
        _session(session, experts[session.expert], cast, made_at)
    for need in source.needs:
        organizer = Organizer(cast.people[need.organizer], "facilitator")
        told = Need(need.topic, need.theme, need.description, network)
        made = tell_need(organizer=organizer, need=told, is_sought=False, at=made_at)
        for places in need.same:
            group, by = _group(places.group)
            tell_same_need(session=made, group=group, heads=places.heads, by=by, at=made_at)


def _expert(row: ExpertSource, by: User, at: datetime) -> Expert:
    invite_expert(email=email_of(row.key), by=by, at=at)
    card = Card(
        name=row.name,
        introduction=row.introduction,
        topics=tuple(row.topics),
        regions=tuple(row.regions),
        languages=tuple(row.languages),
        is_remote=row.remote,
        fee=Fee.ASK if row.fee is None else Fee.PAID,
        fee_amount=row.fee,
        shows_address=False,
        is_public=row.public,
    )
    return save_card(expert=Expert.objects.get(email=email_of(row.key)), card=card, user=None, at=at)


def _notice(row: NoticeSource, network: GroupNetwork, cast: Cast, at: datetime) -> None:
    written_at = at - timedelta(days=row.days_ago)
    notice = post_notice(
        network=network,
        author=cast.people[row.author],
        kind=row.kind,
        title=row.title,
        text=row.text,
        days=45,
        at=written_at,
    )
    for number, answer in enumerate(row.answers, start=1):
        later = written_at + timedelta(hours=8 * number)
        answer_notice(notice=notice, author=cast.people[answer.author], text=answer.text, at=later)


def _session(row: SharedSessionSource, expert: Expert, cast: Cast, at: datetime) -> None:
    user = cast.people[row.organizer]
    contact = OrganisationContact.objects.filter(user=user, ended_at=None).select_related("organisation").first()
    day = timezone.localdate() + timedelta(days=row.in_days)
    starts_at = timezone.make_aware(datetime.combine(day, time(17, 30)))
    at = min(at, starts_at - EARLY)
    plain = ("topic", "theme", "description", "mode", "place", "seats", "price", "basis", "before", "during", "after")
    offer = Offer(
        network=None,
        expert=expert,
        guest="",
        starts_at=starts_at,
        minutes=120,
        link="https://kokous.peili.example/ilta" if row.mode == "online" else "",
        vat_percent=None,
        reserve_by=starts_at - timedelta(days=7),
        **{name: getattr(row, name) for name in plain},
    )
    organisation = contact.organisation if contact and row.hat == "advisor" else None
    session = agree_session(organizer=Organizer(user, row.hat, organisation), offer=offer, at=at)
    for number, places in enumerate(row.reserved):
        group, by = _group(places.group)
        later = at + timedelta(hours=number + 1)
        reserve_places(session=session, group=group, heads=places.heads, by=by, at=later)
    if row.in_days < 0:
        held = mark_held(session=session, at=starts_at + timedelta(hours=3))
        collect_feedback(session=held, at=starts_at + timedelta(days=4))


def _group(name: str) -> tuple[PeerGroup, User]:
    """Return a group by its name, with its first facilitator."""
    link = PeerGroup.objects.get(name=name).facilitators.select_related("group", "user").order_by("since", "pk")[0]
    return link.group, link.user
