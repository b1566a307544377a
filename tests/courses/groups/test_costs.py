"""What meetings cost: sums to the cent, shared costs by the rule, tax never assumed, trainers only when let."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.courses import make_staff
from factories.experts import make_session, reserve
from factories.groups import add_member, make_group, make_group_run, make_log, make_meeting, make_trainee

from courses.experts.domain.arranging import close_reservations
from courses.groups.domain.costs import costs_of, own_part
from courses.groups.models import GroupCost, MeetingLog

pytestmark = pytest.mark.django_db


def cost(**values):
    """Return the form of a cost as a browser posts it."""
    base = {
        "key": "",
        "meeting": "",
        "category": "place",
        "note": "",
        "net": "40",
        "vat_percent": "",
        "sharing_groups": "1",
    }
    return {**base, **values}


@pytest.mark.parametrize(
    ("net", "groups", "is_first", "part"),
    [("100", 3, True, "33.34"), ("100", 3, False, "33.33"), ("40", 1, False, "40.00"), ("0", 4, True, "0.00")],
)
def test_a_cost_that_groups_share_leaves_each_its_part(net, groups, is_first, part):
    assert own_part(net=Decimal(net), groups=groups, is_first=is_first) == Decimal(part)


def test_the_sums_of_a_group_are_those_of_its_rows(client):
    group = make_group()
    for _number in range(3):
        add_member(group)
    make_log(group, costs={"place": Decimal("40.50"), "refreshments": Decimal("18.25")}, vat_percent=Decimal("25.5"))
    meeting = MeetingLog.objects.get().meeting
    make_meeting(group)  # still ahead: it has cost nothing yet
    session = make_session(price=Decimal("100"))
    for one in (make_group(), make_group(), group):
        reserve(session, 5, group=one)
    client.force_login(group.facilitators.get().user)
    url = reverse("groups:costs", kwargs={"group": group.public_id})
    sent = cost(meeting=str(meeting.public_id), net="1 000,00", sharing_groups="3", note="Sali", is_first="on")
    sent["key"] = "3b241101-e2bb-4255-8caf-4136c566a962"
    for _twice in range(2):
        assert client.post(url, sent).status_code == 302
    assert GroupCost.objects.count() == 1, "sent twice, kept once"
    found = costs_of(group=group, at=timezone.now())
    assert [part.net for part in found.parts if part.rows] == [Decimal("392.09"), Decimal("33.33")]
    assert found.net == sum(row.net for row in found.rows) == Decimal("425.42")
    assert (found.per_member, found.per_meeting, found.gross, found.unknown_rates) == (
        Decimal("141.81"), Decimal("425.42"), None, 2,
    )  # fmt: skip
    page = client.get(url).text
    for shown in ("425,42", "141,81", "33,33", "voi vielä muuttua"):
        assert shown in page.replace("\xa0", " ")
    close_reservations(session=session, at=timezone.now())
    assert costs_of(group=group, at=timezone.now()).parts[-1].rows[-1].is_final
    client.post(reverse("groups:cost-remove", kwargs={"group": group.public_id, "pk": GroupCost.objects.get().pk}))
    assert not GroupCost.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("net", "-1"), ("net", "paljon"), ("net", ""), ("net", "1e9"), ("vat_percent", "101"), ("sharing_groups", "0"),
     ("category", "lahja"), ("meeting", "x"), ("note", "x" * 81), ("note", "a\0b")],
)  # fmt: skip
def test_what_is_no_cost_is_refused_beside_its_field(client, field, value):
    group = make_group()
    client.force_login(group.facilitators.get().user)
    answer = client.post(reverse("groups:costs", kwargs={"group": group.public_id}), cost(**{field: value}))
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.text
    assert not GroupCost.objects.exists()


def test_another_groups_meeting_is_no_choice_and_its_costs_are_not_found(client):
    group, other = make_group(), make_group()
    client.force_login(group.facilitators.get().user)
    url = reverse("groups:costs", kwargs={"group": group.public_id})
    assert client.post(url, cost(meeting=str(make_meeting(other).public_id))).status_code == 422
    kept = GroupCost.objects.create(group=other, category="place", net=1, added_at=timezone.now())
    client.post(reverse("groups:cost-remove", kwargs={"group": group.public_id, "pk": kept.pk}))
    assert GroupCost.objects.filter(pk=kept.pk).exists()


def test_trainers_see_costs_only_while_the_facilitator_lets_them(client):
    run = make_group_run()
    enrolment = make_trainee(run)
    group, trainer = make_group(enrolment=enrolment), make_staff(run)
    url = reverse("groups:costs-shared", kwargs={"run": run.slug, "group": group.public_id})
    share = reverse("groups:costs-share", kwargs={"group": group.public_id})
    for to, status in (("", 404), ("trainers", 200), ("facilitators", 404)):
        client.force_login(enrolment.user)
        client.post(share, {"to": to})
        client.force_login(trainer)
        assert client.get(url).status_code == status
        assert client.get(reverse("groups:costs", kwargs={"group": group.public_id})).status_code == 404
