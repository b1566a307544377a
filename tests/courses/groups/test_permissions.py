"""Every address of a group and every role: what one may not see answers 404 and says nothing."""

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import AdminFactory, OrganisationContactFactory, UserFactory
from factories.courses import make_staff
from factories.groups import (
    add_member,
    make_founded_group,
    make_group_run,
    make_log,
    make_meeting,
    make_priced_offer,
    make_trainee,
)

from accounts.models import Organisation
from courses.enums import StaffRole
from courses.groups.domain.competition import note_separation
from courses.groups.domain.costs import share_costs
from courses.groups.domain.facilitators import answer_invitation, invite_facilitator, leave_group
from courses.groups.domain.help import ask_for_help
from courses.groups.domain.polls import open_poll
from courses.groups.urls import urlpatterns

pytestmark = pytest.mark.django_db

FACILITATORS = {"facilitator", "co_facilitator"}
TRAINERS = {"trainer"}
STAFF = {"trainer", "coordinator"}
EVERYBODY = (
    FACILITATORS | STAFF | {"trainee", "other_trainer", "former_trainer", "advisor", "superuser", "former", "invited"}
)

# name of the address → who may reach it; everybody else gets 404 (anonymous: the sign-in)
TABLE = {
    "mine": EVERYBODY,
    "new": EVERYBODY,
    "answer": {"invited"},
    **dict.fromkeys(
        [
            "group", "edit", "move", "end", "facilitators", "leave", "withdraw", "member-add", "separate",
            "unseparate", "members", "member", "member-invited", "member-confirm", "member-left", "member-remove",
            "competition", "rules", "goal", "meetings", "meeting-new", "meeting", "meeting-cancel", "log",
            "meeting-series", "meeting-order", "meeting-checklist", "meeting-guide", "meeting-ics", "calendar",
            "final-meeting",
            "log-new", "logged", "amend", "price", "costs", "cost-remove", "costs-share", "offer-new", "offer",
            "offer-pdf", "poll", "poll-close", "poll-links",
        ],
        FACILITATORS,
    ),
    "handover": FACILITATORS,
    **dict.fromkeys(["board", "board-place", "talk-guide", "invitation", "paper", "paper-pdf", "worry"], FACILITATORS),
    **{key: {"facilitator", "co_facilitator", "trainee", "former"} for key in ["help", "help-call"]},
    "help-change": {"facilitator"},
    "help-answer": TRAINERS,
    "review": TRAINERS,
    "run-groups": STAFF,
    "timeline": TRAINERS,
    "costs-shared": TRAINERS,
}  # fmt: skip

PRESSED = {
    "cost-remove", "costs-share",
    "move", "leave", "withdraw", "unseparate", "member-invited", "meeting-cancel", "poll-close", "poll-links",
    "help-call", "help-change", "board-place",
}  # fmt: skip
BY_LINK = {"poll-answer", "poll-remove", "group-feed"}  # for whoever has the secret address: test_polls.py
FOR_ALL = {"offline", "offline-worker", "offline-check"}  # nothing personal: test_offline.py


class World:
    """One run with a founded group, and a person in every role around it."""

    def __init__(self):
        now = timezone.now()
        self.run, self.other_run = make_group_run(), make_group_run()
        self.enrolment = make_trainee(self.run)
        self.group = make_founded_group(enrolment=self.enrolment)
        self.members = list(self.group.members.order_by("pk"))
        self.pair = note_separation(group=self.group, first=self.members[0], second=self.members[1], at=now)
        self.asked = ask_for_help(enrolment=self.enrolment, question="Miten?", shown="trainer", at=now)
        self.poll = open_poll(group=self.group, closes_on=timezone.localdate(), at=now)
        self.meeting = make_meeting(self.group)
        self.log = make_log(self.group, private_text="vain omaa")
        share_costs(group=self.group, by=self.enrolment.user, is_shared=True, at=now)
        self.offer = make_priced_offer(self.group)
        self.people = {
            "facilitator": self.enrolment.user,
            "co_facilitator": self._co_facilitator(now),
            "trainee": make_trainee(self.run).user,
            "trainer": make_staff(self.run),
            "other_trainer": make_staff(self.other_run),
            "former_trainer": self._former_trainer(now),
            "coordinator": make_staff(self.run, StaffRole.COORDINATOR),
            "advisor": OrganisationContactFactory(organisation=Organisation.objects.create(name="K", slug="k")).user,
            "superuser": AdminFactory(),
            "former": self._former(now),
        }
        self.people["invited"] = UserFactory()
        self.invitation = self.group.invitations.create(
            email=self.people["invited"].email,
            invited_by=self.people["facilitator"],
            invited_at=now,
            expires_at=now + timezone.timedelta(days=3),
        )

    def _co_facilitator(self, now):
        person = make_trainee(self.run)
        invitation = invite_facilitator(group=self.group, email=person.user.email, by=self.enrolment.user, at=now)
        answer_invitation(invitation=invitation, user=person.user, accept=True, enrolment=person, at=now)
        return person.user

    def _former_trainer(self, now):
        user = make_staff(self.run)
        user.run_staff.update(ended_at=now)
        return user

    def _former(self, now):
        """Somebody who facilitated another group of the same people once."""
        other = make_trainee(self.run)
        group = make_founded_group(enrolment=other)
        invitation = invite_facilitator(group=group, email=self.enrolment.user.email, by=other.user, at=now)
        answer_invitation(invitation=invitation, user=self.enrolment.user, accept=True, enrolment=None, at=now)
        leave_group(group=group, user=other.user, at=now)
        return other.user

    def url(self, name):
        group = {"group": self.group.public_id}
        first, second = (member.public_id for member in self.members[:2])
        extra = {
            "answer": {"invitation": self.invitation.public_id},
            "withdraw": {**group, "invitation": self.invitation.public_id},
            "unseparate": {**group, "pk": self.pair.pk},
            "competition": {**group, "first": first, "second": second},
            "review": {"log": self.log.public_id},
            **{key: {"run": self.run.slug} for key in ["help", "help-call"]},
            "help-change": {"run": self.run.slug, "request_id": self.asked.public_id},
            "help-answer": {"request_id": self.asked.public_id},
            "run-groups": {"run": self.run.slug},
            **{key: {**group, "kind": "sitoumus"} for key in ["paper", "paper-pdf"]},
            **{key: {**group, "run": self.run.slug} for key in ["timeline", "costs-shared"]},
            "cost-remove": {**group, "pk": 1},
            **{key: {**group, "offer": self.offer.public_id} for key in ["offer", "offer-pdf"]},
            "mine": {},
            "new": {},
        }
        names_of_member = ("member", "member-invited", "member-confirm", "member-left", "member-remove", "board-place")
        for name_of_member in names_of_member:
            extra[name_of_member] = {**group, "member": first}
        for name_of_meeting in (name for name in TABLE if name.startswith("meeting-") or name in ("meeting", "log")):
            if name_of_meeting in ("meeting-new", "meeting-series"):
                continue
            extra[name_of_meeting] = {**group, "meeting": self.meeting.public_id}
        for name_of_log in ("logged", "amend"):
            extra[name_of_log] = {**group, "log": self.log.public_id}
        return reverse(f"groups:{name}", kwargs=extra.get(name, group))


def test_the_table_holds_every_address():
    assert set(TABLE) | BY_LINK | FOR_ALL == {pattern.name for pattern in urlpatterns}


def test_every_address_for_every_role(client):
    """Reading: GET. Addresses that only take a press of a button answer 405 to those who may press it."""
    world = World()
    wrong = []
    for role, person in world.people.items():
        client.force_login(person)
        for name, allowed in TABLE.items():
            status = client.get(world.url(name)).status_code
            expected = {200, 302, 405} if role in allowed or name == "answer" else {404}
            if name in PRESSED:
                expected = {405}
            if status not in expected:
                wrong.append((role, name, status))
    assert wrong == []


def test_nobody_else_can_post_to_a_group_either(client):
    world = World()
    before, wrong = world.group.members.count(), []
    for role in sorted(EVERYBODY - FACILITATORS):
        client.force_login(world.people[role])
        for name in TABLE:
            if role in TABLE[name]:
                continue
            status = client.post(world.url(name), {"to": "pause", "how": "ended", "sure": "on"}).status_code
            if status not in (404, 405):
                wrong.append((role, name, status))
    world.group.refresh_from_db()
    assert wrong == []
    assert world.group.state == "running"
    assert world.group.members.count() == before


def test_a_stranger_is_asked_to_sign_in_everywhere(client):
    world = World()
    for name in TABLE:
        for answer in (client.get(world.url(name)), client.post(world.url(name))):
            assert answer.status_code in (302, 405), name
            if answer.status_code == 302:
                assert answer.url.startswith("/tili/"), name


def test_a_card_of_another_group_is_not_found_through_ones_own(client):
    world = World()
    other = make_founded_group()
    card = add_member(other)
    client.force_login(world.people["facilitator"])
    url = reverse("groups:member", kwargs={"group": world.group.public_id, "member": card.public_id})
    assert client.get(url).status_code == 404
    pair = {"group": world.group.public_id, "first": world.members[0].public_id, "second": card.public_id}
    assert client.get(reverse("groups:competition", kwargs=pair)).status_code == 404


def test_what_is_only_for_me_is_for_nobody_else(client):
    world = World()
    for role in ("co_facilitator", "trainer"):
        client.force_login(world.people[role])
        name = "logged" if role == "co_facilitator" else "review"
        assert "vain omaa" not in client.get(world.url(name)).text
    client.force_login(world.people["facilitator"])
    assert "vain omaa" in client.get(world.url("logged")).text


def test_a_log_kept_after_the_course_is_not_the_trainers_business(client):
    world = World()
    world.enrolment.state = "completed"
    world.enrolment.save()
    world.people["co_facilitator"].enrolments.update(state="completed")
    log = make_log(world.group, days_ago=0 if timezone.localtime().hour >= 19 else 2)
    assert log.state == "kept"
    client.force_login(world.people["trainer"])
    assert client.get(reverse("groups:review", kwargs={"log": log.public_id})).status_code == 404
