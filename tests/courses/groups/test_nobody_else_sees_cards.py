"""Marked values are planted in a group, and every other role reads everything it can reach: no mark comes out.

All addresses of the resolver are opened, with the identifiers of the planted objects, whether or not a link leads
there. What is packed (ZIP, XLSX) is unpacked. Then exports, dumps, mails, log lines and error reports.
"""

import io
import itertools
import json
import logging
import sys
import zipfile
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch
from django.utils import timezone
from django.views.debug import ExceptionReporter
from factories.accounts import AdminFactory, OrganisationContactFactory
from factories.courses import make_staff
from factories.groups import add_member, make_founded_group, make_group_run, make_log, make_meeting, make_trainee

from accounts.models import User
from accounts.personal_data import export_all
from courses.enums import StaffRole
from courses.groups.domain.competition import decide, note_separation
from courses.groups.domain.drafts import save_draft
from courses.groups.domain.facilitators import answer_invitation, invite_facilitator, offer_handover
from courses.groups.domain.polls import open_poll
from courses.groups.review_queue import pending
from courses.pulse.domain.answering import open_pulse
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db
CARDS = ("Merkkikuikka", "Merkkikuovi", "merkkiperustelu")
WORDS = ("merkkiluonnos", "merkkivainminulle", "merkkipiilo")
ROLES = ["anonymous", "trainee", "trainer", "other_trainer", "coordinator", "advisor", "superuser", "former"]
SKIPPED = ("logout", "/tili/", "/cms/", "password", "_util", "asiakirjat")
MOST_WAYS = 6  # combinations of identifiers tried at one address


class Planted:
    """A run with a group in which every card and every private word bears a mark."""

    def __init__(self):
        now, today = timezone.now(), timezone.localdate()
        self.run, self.other_run = make_group_run(), make_group_run()
        self.enrolment, self.former = make_trainee(self.run), make_trainee(self.run)
        self.group = make_founded_group(enrolment=self.former)
        offer = {"agreed": 4, "agreed_on": today, "by": self.former.user, "at": now}
        invitation = offer_handover(group=self.group, email=self.enrolment.user.email, **offer)
        answer_invitation(
            invitation=invitation, user=self.enrolment.user, accept=True, enrolment=self.enrolment, at=now
        )
        one = add_member(self.group, pseudonym="Merkkikuikka", line="S", municipality="322")
        two = add_member(self.group, joined=False, pseudonym="Merkkikuovi", line="S", municipality="322")
        pair = {"group": self.group, "first": one, "second": two}
        decide(decision="together", reason="merkkiperustelu", source="auto", by=self.enrolment.user, at=now, **pair)
        self.pair = note_separation(at=now, **pair)
        self.log = make_log(self.group, author=self.enrolment.user, days_ago=2, private_text="merkkivainminulle")
        self.meeting = make_meeting(self.group, days=-1)
        typed = {"helped": "merkkiluonnos", "private_text": "merkkipiilo"}
        save_draft(
            group=self.group, author=self.enrolment.user, meeting=self.meeting, key=self.meeting.public_id,
            typed=typed, token="", at=now,
        )  # fmt: skip
        open_poll(group=self.group, closes_on=today + timedelta(days=3), at=now)
        open_pulse(meeting=self.meeting, at=now)
        self.values = {
            "group": [self.group.public_id],
            "member": [one.public_id, two.public_id],
            "first": [one.public_id],
            "second": [two.public_id],
            "meeting": [self.meeting.public_id, self.log.meeting.public_id],
            "log": [self.log.public_id],
            "run": [self.run.slug],
            "person": [self.enrolment.public_id],
            "invitation": [invitation.public_id],
            "pk": [self.pair.pk],
        }

    def person(self, role):
        """Return who plays a role; None is nobody signed in."""
        made = {
            "anonymous": lambda: None,
            "trainee": lambda: make_trainee(self.run).user,
            "trainer": lambda: make_staff(self.run),
            "other_trainer": lambda: make_staff(self.other_run),
            "coordinator": lambda: make_staff(self.run, StaffRole.COORDINATOR),
            "advisor": lambda: OrganisationContactFactory().user,
            "superuser": AdminFactory,
            "former": lambda: self.former.user,
            "facilitator": lambda: self.enrolment.user,
            "co_facilitator": self._second,
        }
        return made[role]()

    def _second(self):
        second, now = make_trainee(self.run), timezone.now()
        invitation = invite_facilitator(group=self.group, email=second.user.email, by=self.enrolment.user, at=now)
        answer_invitation(invitation=invitation, user=second.user, accept=True, enrolment=second, at=now)
        return second.user

    def addresses(self, part=""):
        """Give every address of the resolver, filled with the planted identifiers."""
        found = dict.fromkeys(["/", "/haku/?q=Merkki"])
        for name, converters in named_patterns(get_resolver()):
            choices = [
                [(key, value) for value in self.values.get(key, self._guess(kind))] for key, kind in converters.items()
            ]
            for chosen in itertools.islice(itertools.product(*choices), MOST_WAYS):
                try:
                    found[reverse(name, kwargs=dict(chosen))] = None
                except NoReverseMatch:
                    break
        return [path for path in found if part in path and (part or not any(word in path for word in SKIPPED))]

    def _guess(self, converter):
        return {
            "UUIDConverter": [self.log.public_id, self.values["member"][0], self.enrolment.public_id],
            "IntConverter": [1, self.enrolment.pk],
        }.get(type(converter).__name__, [self.run.slug])


def named_patterns(resolver, spaces=(), converters=None):
    """Give the full name and the converters of every address that can be reversed."""
    for pattern in resolver.url_patterns:
        own = {**(converters or {}), **getattr(pattern.pattern, "converters", {})}
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield ":".join([*spaces, pattern.name]), own
        else:
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from named_patterns(pattern, inner, own)


def read(client, path):
    """Return all the text of an answer, unpacked, without what the page repeats of its own address."""
    answer = client.get(path)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        packed = zipfile.ZipFile(io.BytesIO(content))
        content = b"\n".join(packed.read(name) for name in packed.namelist())
    return content.decode(errors="replace") + str(answer.headers)


@pytest.fixture
def planted():
    return Planted()


def marks_in(text, marks=CARDS + WORDS):
    return {mark for mark in marks if mark.lower() in text.lower()}


@pytest.mark.parametrize("role", ROLES)
def test_no_address_shows_a_mark_to_another_role(planted, role, caplog):
    client = Client(raise_request_exception=False)
    if person := planted.person(role):
        client.force_login(person)
    with caplog.at_level(logging.DEBUG):
        seen = {path: marks_in(read(client, path)) for path in planted.addresses()}
    assert {path: marks for path, marks in seen.items() if marks} == {}
    assert len(seen) > 100
    assert marks_in(caplog.text) == set()


@pytest.mark.parametrize("role", ["facilitator", "co_facilitator"])
def test_the_crawl_would_see_a_mark(planted, role):
    """The same walk by those who facilitate finds every card; what is only for its writer it finds for the writer."""
    client = Client()
    client.force_login(planted.person(role))
    text = "".join(read(client, path) for path in planted.addresses("/ryhmat/"))
    assert marks_in(text) == ({*CARDS, *WORDS} if role == "facilitator" else set(CARDS))


def test_no_screen_of_the_content_admin_shows_a_mark(planted):
    client = Client(raise_request_exception=False)
    client.force_login(AdminFactory())
    searches = ["/cms/pages/search/?q=Merkki", "/cms/users/?q=Merkki", f"/cms/users/{planted.enrolment.user.pk}/"]
    plain = [path for path in planted.addresses("/cms/") if not any(sign.isdigit() for sign in path)]
    seen = {path: marks_in(read(client, path)) for path in [*plain, *searches] if "logout" not in path}
    assert {path: marks for path, marks in seen.items() if marks} == {}
    assert len(seen) > 30


def test_no_export_mail_notice_or_queue_bears_a_mark(planted):
    others = User.objects.exclude(pk=planted.enrolment.user.pk)
    made = [planted.person(role) for role in ("trainer", "coordinator", "trainee", "superuser", "advisor")]
    exported = [json.dumps(export_all(person), default=str) for person in others]
    told = [f"{row.subject} {row.text}" for row in Notification.objects.all()]
    mails = [f"{row.to} {row.subject} {row.text} {row.html}" for row in OutgoingMail.objects.all()]
    queues = [str(entry) for person in made for entry in pending(user=person)]
    states = [json.dumps(state.facts) for state in planted.enrolment.condition_states.all()]
    assert marks_in(" ".join(exported + told + mails + queues + states)) == set()


def test_private_words_stand_in_no_dump_of_the_database(planted):
    """A dump has the cards, as the database has; what is only for its writer it has sealed."""
    dumped = io.StringIO()
    call_command("dumpdata", "groups", "sealing", "notebook", "pulse", stdout=dumped)
    assert marks_in(dumped.getvalue(), ("merkkivainminulle", "merkkipiilo")) == set()
    assert marks_in(dumped.getvalue(), CARDS) == set(CARDS)


def test_an_error_report_with_cards_at_hand_names_nobody(planted):
    members, group = list(planted.group.members.all()), planted.group
    try:
        raise RuntimeError(str(len(members) + group.pk))
    except RuntimeError:
        reporter = ExceptionReporter(None, *sys.exc_info())
    report = reporter.get_traceback_html() + reporter.get_traceback_text()
    assert "members" in report
    assert marks_in(report, CARDS) == set()
