"""What is agreed about one assignment shows as an exception on the checklist, in the run's list and in the register."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.assessments import make_assignment, make_place
from factories.courses import EnrolmentFactory, make_course, make_run, make_staff, session_pages

from assessments.assignment.exceptions import end_exception, grant_exception, hear_oral
from courses.certificates.domain.issuing import exceptions_behind
from courses.certificates.domain.snapshot import _deeds
from courses.domain.activity_exceptions import agreements_of
from courses.domain.completion import evaluate
from courses.domain.learning import plan_for
from courses.models import Enrolment

pytestmark = pytest.mark.django_db

RULES = {"conditions": [{"id": "reflections", "kind": "reflections"}]}


@pytest.fixture
def place():
    """A trainee of a run whose rules ask for two reflections."""
    course = make_course(sessions=1)
    pages = [make_assignment(session_pages(course)[0], title=title) for title in ("Ensimmäinen", "Toinen")]
    enrolment = EnrolmentFactory(run=make_run(course=course, rules=RULES))
    evaluate(enrolment=enrolment, at=timezone.now())
    return enrolment, pages


def agree(place, kind="waiver", page=0):
    at = timezone.now()
    until = at + timedelta(days=9) if kind == "extension" else None
    trainer = make_staff(place[0].run)
    return grant_exception(
        enrolment=place[0], page=place[1][page], kind=kind, reason="Tehty muualla.", until=until, by=trainer, at=at
    )


def row_of(enrolment) -> dict:
    fresh = Enrolment.objects.select_related("run", "rule_set", "user").get(pk=enrolment.pk)
    return plan_for(run=fresh.run, enrolment=fresh, at=timezone.now()).checklist()[0]


@pytest.mark.parametrize(
    ("kind", "done", "words"),
    [
        ("waiver", 1, "”Ensimmäinen”: vapautus (Tehty muualla)."),
        ("extension", 0, "”Ensimmäinen”: lisäaikaa"),
        ("oral", 0, "”Ensimmäinen”: suullinen vaihtoehto (Tehty muualla)."),
    ],
)
def test_the_checklist_tells_at_once_and_no_longer_when_it_ends(place, kind, done, words):
    assert not row_of(place[0])["is_exception"]
    granted = agree(place, kind)
    row = row_of(place[0])
    assert row["is_exception"]
    assert row["done"] == done
    assert words in row["reason"]
    end_exception(exception=granted, by=granted.granted_by, at=timezone.now())
    assert not row_of(place[0])["is_exception"]
    assert row_of(place[0])["done"] == 0


def test_pages_say_exception(client, place):
    agree(place)
    client.force_login(place[0].user)
    home = client.get("/oppi/").content.decode()
    assert '<span class="tag">poikkeus</span>' in home
    assert "”Ensimmäinen”: vapautus (Tehty muualla)." in home
    client.force_login(make_staff(place[0].run))
    listing = client.get(f"/kouluttaja/{place[0].run.slug}/poikkeukset/").content.decode()
    assert "Ensimmäinen" in listing
    assert "Tehty muualla." in listing
    other = client.get(f"/kouluttaja/{place[0].run.slug}/poikkeukset/?tila=paattynyt").content.decode()
    assert "Ensimmäinen" not in other


def test_the_register_of_certificates_keeps_it_and_the_certificate_counts_only_what_was_done(place):
    agree(place)
    heard = agree(place, "oral", page=1)
    hear_oral(exception=heard, by=heard.granted_by, at=timezone.now())
    enrolment = Enrolment.objects.get(pk=place[0].pk)
    kept = exceptions_behind(enrolment)
    assert [(row["title"], row["kind"], row["reason"]) for row in kept] == [
        ("Ensimmäinen", "waived", "Tehty muualla."),
        ("Toinen", "oral", "Tehty muualla."),
    ]
    assert kept[1]["fulfilled_by"] == heard.granted_by.get_full_name()
    assert [row["count"] for row in _deeds(enrolment, tells_recognition=True)["done"]] == [1]


def test_without_agreements_no_query_is_asked(place, django_assert_num_queries):
    with django_assert_num_queries(0):
        locked = place[0]
        locked.has_agreements = False
        assert agreements_of(locked) == []


def test_another_run_knows_nothing_of_it(client, place):
    agree(place)
    other = make_place(make_assignment)
    client.force_login(make_staff(other[0].run))
    assert "Ensimmäinen" not in client.get(f"/kouluttaja/{other[0].run.slug}/poikkeukset/").content.decode()
