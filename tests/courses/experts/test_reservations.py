"""Places of groups: heads only, the last ones once, shares that add up, and everybody told what they must know."""

import json
import subprocess
import sys
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from factories.experts import make_facilitator, make_offer, make_session, reserve
from factories.groups import make_group
from factories.processes import database_for_others
from hypothesis import given
from hypothesis import strategies as st

from courses.experts.domain import arranging, feedback
from courses.experts.domain.reservations import (
    UnableToReserve,
    cancel_reservation,
    confirm_reservation,
    release_ended_groups,
    reserve_places,
)
from courses.experts.domain.shares import shares_of, with_vat
from courses.experts.models import ExpertSession, Reservation
from courses.experts.sweeps import sweep
from courses.groups.domain.costs import costs_of
from courses.groups.domain.lifecycle import end_group
from courses.groups.domain.shares import share_out
from notifications.models import Notification, OutgoingMail

SCRIPT = Path(__file__).parent / "last_places.py"


def told(kind):
    return list(Notification.objects.filter(kind=kind).values_list("user__email", flat=True))


def nets(session):
    session.refresh_from_db()
    return [share.net for share in shares_of(session=session, reservations=session.reservations.all())]


@given(
    st.decimals(min_value=0, max_value=999_999, places=2),
    st.lists(st.integers(min_value=1, max_value=60), min_size=1, max_size=40),
)
def test_a_cost_is_shared_to_the_cent_and_the_remainder_is_the_firsts(amount, heads):
    for weights in (heads, [1] * len(heads)):
        shares = share_out(amount, weights)
        assert sum(shares) == amount
        exact = [amount * weight / sum(weights) for weight in weights]
        assert all(0 <= share <= whole for share, whole in zip(shares[1:], exact[1:], strict=True))
        assert 0 <= shares[0] - exact[0] < Decimal(len(weights)) / 100
        # The others' order changes nothing for anybody.
        turned = share_out(amount, [weights[0], *reversed(weights[1:])])
        assert turned == [shares[0], *reversed(shares[1:])]


@pytest.mark.parametrize(("amount", "weights"), [("1", []), ("1", [0]), ("-0.01", [1]), ("1", [2, -1])])
def test_what_is_no_cost_or_no_share_is_refused(amount, weights):
    with pytest.raises(ValueError, match="cost"):
        share_out(Decimal(amount), weights)


@pytest.mark.parametrize(
    ("net", "percent", "gross"),
    [("100", None, None), ("100", "0", "100.00"), ("99.99", "25.5", "125.49"), ("0", "25.5", "0.00")],
)
def test_tax_is_never_assumed(net, percent, gross):
    made = with_vat(Decimal(net), percent and Decimal(percent))
    assert made == (gross and Decimal(gross))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("price", "basis", "heads", "expected"),
    [
        ("400", "group", [5, 4, 6, 5], ["100", "100", "100", "100"]),
        ("100", "group", [5, 4, 6], ["33.34", "33.33", "33.33"]),
        ("400", "head", [5, 4, 6], ["133.34", "106.66", "160.00"]),
        ("0", "group", [5, 4], ["0", "0"]),
        ("0.01", "head", [1, 1], ["0.01", "0"]),
    ],
)
def test_every_group_sees_its_share_of_the_same_sum(price, basis, heads, expected):
    session = make_session(price=Decimal(price), basis=basis, seats=30)
    for number in heads:
        reserve(session, number)
    assert nets(session) == [Decimal(net) for net in expected]
    assert sum(nets(session)) == session.price


@pytest.mark.django_db
def test_places_are_changed_given_back_and_counted():
    session, group = make_session(seats=9), make_group()
    reserve(session, 5, group=group)
    reserve(session, 4, group=group)
    reserve(session, 4, group=group)
    reserve(session, 5)
    session.refresh_from_db()
    assert (session.seats_taken, session.reservations.count()) == (9, 2)
    with pytest.raises(UnableToReserve, match="enää 4 paikkaa"):
        reserve(session, 5, group=group)
    with pytest.raises(UnableToReserve, match="ehdittiin varata"):
        reserve(session, 1)
    for _again in range(2):
        cancel_reservation(session=session, group=group, at=timezone.now())
    session.refresh_from_db()
    assert session.seats_taken == 5


@pytest.mark.django_db
@pytest.mark.parametrize("heads", [0, -1, 61])
def test_a_number_of_places_that_is_none_is_refused(heads):
    with pytest.raises(UnableToReserve):
        reserve(make_session(), heads)


@pytest.mark.django_db
def test_the_database_itself_refuses_more_places_than_there_are():
    session = make_session(seats=4)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExpertSession.objects.filter(pk=session.pk).update(seats_taken=5)


@pytest.mark.django_db
def test_after_the_deadline_nothing_changes_and_the_shares_are_written_down():
    session, group = make_session(price=Decimal("100")), make_group()
    reserve(session, 5, group=group)
    reserve(session, 4)
    later = session.reserve_by + timedelta(minutes=1)
    by = group.facilitators.get().user
    for verb in (
        lambda: reserve_places(session=session, group=group, heads=4, by=by, at=later),
        lambda: confirm_reservation(session=session, group=group, by=by, at=later),
        lambda: cancel_reservation(session=session, group=group, at=later),
    ):
        with pytest.raises(UnableToReserve, match="päättynyt"):
            verb()
    assert sweep(at=later) == 1
    assert sweep(at=later) == 0
    assert list(session.reservations.values_list("share", flat=True)) == [Decimal("50.00"), Decimal("50.00")]
    assert len(told("expert-session-closed")) == 2


@pytest.mark.django_db
def test_a_new_price_asks_everyone_again_and_who_does_not_answer_has_no_places(run_on_commit):
    session = make_session()
    stays, lapses = reserve(session, 5), reserve(session, 4)
    offer = make_offer(topic=session.topic, price=Decimal("500"), starts_at=session.starts_at)
    for _again in range(2):
        arranging.change_session(session=session, offer=offer, at=timezone.now())
    assert len(told("expert-session-terms")) == 2
    assert OutgoingMail.objects.filter(kind="expert-session-terms").count() == 2, "at once, not in a digest"
    session.refresh_from_db()
    assert [share.must_confirm for share in shares_of(session=session, reservations=session.reservations.all())] == [
        True,
        True,
    ]
    for _again in range(2):
        confirm_reservation(session=session, group=stays.group, by=stays.reserved_by, at=timezone.now())
    arranging.close_reservations(session=session, at=timezone.now())
    row = Reservation.objects.get(session=session)
    session.refresh_from_db()
    assert (row.group, row.share, session.seats_taken) == (stays.group, Decimal("500.00"), 5)
    assert told("expert-session-dropped") == [lapses.reserved_by.email]


@pytest.mark.django_db
def test_fewer_seats_than_reserved_are_refused_and_as_many_are_not():
    session = make_session()
    reserve(session, 5)
    offer = {"topic": session.topic, "starts_at": session.starts_at}
    with pytest.raises(arranging.UnableToArrange, match="varattu 5"):
        arranging.change_session(session=session, offer=make_offer(seats=4, **offer), at=timezone.now())
    assert arranging.change_session(session=session, offer=make_offer(seats=5, **offer), at=timezone.now()).seats == 5
    assert told("expert-session-terms") == []


@pytest.mark.django_db
def test_cancelling_tells_everybody_once_and_nobody_owes_anything():
    session = make_session()
    groups = [reserve(session, 5).group, reserve(session, 4).group]
    assert costs_of(group=groups[0], at=timezone.now()).net == Decimal("200.00")
    arranging.close_reservations(session=session, at=timezone.now())
    for _again in range(2):
        arranging.cancel_session(session=session, at=timezone.now())
    assert len(told("expert-session-cancelled")) == 2
    assert OutgoingMail.objects.filter(kind="expert-session-cancelled").count() == 2
    assert nets(session) == []
    assert [costs_of(group=group, at=timezone.now()).net for group in groups] == [0, 0]
    with pytest.raises(UnableToReserve, match="peruttu"):
        reserve(session, 1)


@pytest.mark.django_db
def test_the_whole_life_of_a_session_from_the_need_to_the_feedback():
    user, group = make_facilitator()
    at = timezone.now()
    organizer = arranging.Organizer(user, "facilitator")
    session = arranging.tell_need(
        organizer=organizer, need=arranging.Need("Palautuminen", "coping", "", None), is_sought=False, at=at
    )
    other = make_group()
    feedback.tell_same_need(session=session, group=other, heads=6, by=other.facilitators.get().user, at=at)
    with pytest.raises(UnableToReserve, match="sovittu"):
        reserve(session, 5)
    assert arranging.seek_expert(session=session, at=at).state == "sought"
    session = arranging.agree_session(organizer=organizer, offer=make_offer(), session=session, at=at)
    assert told("expert-session-offered") == [other.facilitators.get().user.email]
    reserve(session, 5, group=group)
    reserve(session, 6, group=other)
    with pytest.raises(arranging.UnableToArrange, match="ei ole vielä alkanut"):
        arranging.mark_held(session=session, at=at)
    after = session.starts_at + timedelta(hours=3)
    assert arranging.mark_held(session=session, at=after).state == "held"
    for one in (group, other):
        given = {"useful": 4, "text": "Rytmi jäi.", "by": user, "at": after}
        feedback.give_feedback(session=session, group=one, **given)
    session.refresh_from_db()
    assert session.state == "collected"
    with pytest.raises(arranging.UnableToArrange, match="Pidettyä"):
        arranging.cancel_session(session=session, at=after)


@pytest.mark.django_db
def test_a_group_that_ends_gives_its_places_back():
    session, row = make_session(), None
    row = reserve(session, 5)
    end_group(group=row.group, at=timezone.now())
    assert release_ended_groups(at=timezone.now()) == 1
    session.refresh_from_db()
    assert session.seats_taken == 0


@pytest.mark.django_db(transaction=True)
def test_of_ten_who_want_the_last_places_at_once_one_gets_them(tmp_path):
    """Real processes on a real database: one reserves, nine are told that they came too late."""
    session = make_session(seats=5)
    groups = [make_group() for _ in range(10)]
    done = subprocess.run(
        [sys.executable, SCRIPT, str(session.pk), ",".join(str(group.pk) for group in groups)],
        env=database_for_others(tmp_path), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["taken"] == 5
    assert sorted(found["said"]) == ["", *["Viimeiset paikat ehdittiin varata. Vapaita paikkoja ei ole."] * 9]
