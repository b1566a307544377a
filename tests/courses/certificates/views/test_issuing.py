"""The checked list, the last look, the batch and its progress."""

from uuid import uuid4

import pytest
from django.utils import timezone
from factories.accounts import UserFactory
from factories.certificates import make_certifying_run, make_coordinator, make_ready
from factories.courses import EnrolmentFactory, mark_present

from courses.certificates.domain.batches import work_on
from courses.certificates.models import Certificate, CertificateState, CertificateTemplate, IssueBatch, IssueRequest
from courses.domain.completion import evaluate
from courses.domain.rule_versions import make_rule_version
from courses.enums import SessionState

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    return make_certifying_run()


@pytest.fixture
def coordinator(client, run):
    client.force_login(make_coordinator(run))
    return client


def page_of(response) -> str:
    return response.content.decode()


def issue_path(run) -> str:
    return f"/kouluttaja/{run.slug}/todistukset/myonna/"


def looked_at(client, run, people, **more) -> dict:
    """Open the page that asks once more and return what its form would send."""
    response = client.post(issue_path(run), {"valitut": [str(row.public_id) for row in people], **more})
    context = response.context
    return {
        "valitut": [str(row.enrolment.public_id) for row in context["people"]],
        "vahvistus": "kylla",
        "laji": context["kind"],
        "nahty": context["seen"],
        "avain": str(context["key"]),
    }


def test_issuing_asks_once_more_and_then_does_it(coordinator, run, run_on_commit):
    people = [make_ready(run) for _ in range(3)]
    data = looked_at(coordinator, run, people[:2])
    assert not Certificate.objects.exists()
    with run_on_commit():
        response = coordinator.post(issue_path(run), data)
    assert response.url.startswith(f"/kouluttaja/{run.slug}/todistukset/erat/")
    page = page_of(coordinator.get(response.url))
    assert "Myönnettiin 2 todistusta." in page
    assert 'max="2" value="2"' in page
    assert "data-ended" in page
    assert {row.state for row in Certificate.objects.all()} == {CertificateState.ISSUED}
    assert [row.number[-4:] for row in Certificate.objects.order_by("pk")] == ["0001", "0002"]


def test_pressing_twice_makes_one_batch(coordinator, run):
    data = looked_at(coordinator, run, [make_ready(run), make_ready(run)])
    first, second = coordinator.post(issue_path(run), data), coordinator.post(issue_path(run), data)
    assert second.status_code == 302
    assert IssueBatch.objects.count() == 1
    assert (first.url, IssueRequest.objects.count()) == (f"{first.url}", 2)
    listed = page_of(coordinator.get(f"/kouluttaja/{run.slug}/todistukset/"))
    assert "Myöntäminen on kesken" in listed


def test_nothing_is_issued_that_was_not_looked_at(coordinator, run):
    person = make_ready(run)
    data = {"valitut": [str(person.public_id)], "vahvistus": "kylla", "nahty": "väärennös", "avain": "x"}
    page = page_of(coordinator.post(issue_path(run), data))
    assert "Myönnä 1 todistus" in page
    assert not IssueBatch.objects.exists()


class TestWhatChangedMeanwhile:
    """Somebody changes something while the page lies open: it is shown, and nothing is issued."""

    def answer(self, client, run, data) -> str:
        response = client.post(issue_path(run), data, follow=True)
        assert not IssueBatch.objects.exists()
        return page_of(response)

    def test_rules_by_which_somebody_is_no_longer_ready(self, coordinator, run):
        kept, lost = make_ready(run, name=("Kuovi", "Jää")), make_ready(run, name=("Tiira", "Putoaa"))
        data = looked_at(coordinator, run, [kept, lost])
        rules = {
            "conditions": [
                *run.rule_sets.last().rules["conditions"],
                {"id": "x", "kind": "surveys", "params": {"count": 1}},
            ]
        }
        make_rule_version(run=run, rules=rules, seen=1, movers={lost.pk}, by=UserFactory(), at=timezone.now())
        page = self.answer(coordinator, run, data)
        assert "Mitään ei myönnetty." in page
        assert "Tiira Putoaa: ei ole enää valmis. Kyselyt ja itsearvioinnit: 0/1 tehty." in page
        assert "Myönnä 1 todistus" in page

    def test_rules_that_are_still_met(self, coordinator, run):
        person = make_ready(run, name=("Kuovi", "Jää"))
        data = looked_at(coordinator, run, [person])
        rules = {"conditions": run.rule_sets.last().rules["conditions"], "opens_days_before": 3}
        make_rule_version(run=run, rules=rules, seen=1, movers={person.pk}, by=UserFactory(), at=timezone.now())
        assert "Kuovi Jää: ehtojen versio 2, katsottaessa 1" in self.answer(coordinator, run, data)

    def test_a_name(self, coordinator, run):
        person = make_ready(run, name=("Kuovi", "Vanha"))
        data = looked_at(coordinator, run, [person])
        type(person.user).objects.filter(pk=person.user_id).update(certificate_name="Kuovi Uusi")
        assert "Kuovi Vanha: nimi on nyt Kuovi Uusi." in self.answer(coordinator, run, data)

    def test_the_template(self, coordinator, run):
        data = looked_at(coordinator, run, [make_ready(run)])
        CertificateTemplate.objects.get().save()
        assert "Todistuspohjaa on muutettu: uusi versio on 2." in self.answer(coordinator, run, data)

    def test_the_new_page_issues_what_it_shows(self, coordinator, run, run_on_commit):
        person = make_ready(run, name=("Kuovi", "Vanha"))
        data = looked_at(coordinator, run, [person])
        type(person.user).objects.filter(pk=person.user_id).update(certificate_name="Kuovi Uusi")
        again = coordinator.post(issue_path(run), data)
        assert again.status_code == 409
        data |= {"nahty": again.context["seen"], "avain": str(again.context["key"])}
        with run_on_commit():
            coordinator.post(issue_path(run), data)
        assert Certificate.objects.get().holder_name == "Kuovi Uusi"


def test_letters_that_cannot_be_printed_are_named_and_stop_only_their_own(coordinator, run, run_on_commit):
    good, bad = make_ready(run, name=("Kuovi", "Hyvä")), make_ready(run, name=("Жанна", "Rantanen"))
    listed = page_of(coordinator.get(f"/kouluttaja/{run.slug}/todistukset/"))
    assert "merkki, jota ei voi painaa: Ж, а, н" in listed
    response = coordinator.post(issue_path(run), {"valitut": [str(good.public_id), str(bad.public_id)]})
    assert "Todistuksen kirjasimessa ei ole merkkiä Ж (U+0416)" in page_of(response)
    data = {
        "valitut": [str(good.public_id), str(bad.public_id)], "vahvistus": "kylla",
        "nahty": response.context["seen"], "avain": str(response.context["key"]),
    }  # fmt: skip
    with run_on_commit():
        coordinator.post(issue_path(run), data)
    assert Certificate.objects.get().enrolment == good


def test_nothing_can_be_issued_before_the_last_session(coordinator, run):
    person = make_ready(run)
    run.sessions.filter(position=3).update(starts_at=timezone.now() + timezone.timedelta(days=2))
    page = page_of(coordinator.get(f"/kouluttaja/{run.slug}/todistukset/"))
    assert "kun viimeinen kerta on pidetty: kerta 3" in page
    assert "Myönnä valituille" not in page
    answer = coordinator.post(issue_path(run), {"valitut": [str(person.public_id)]}, follow=True)
    assert "kun viimeinen kerta on pidetty" in page_of(answer)


def test_a_certificate_of_attendance_is_offered_to_whoever_was_there(client):
    rules = {
        "conditions": [
            {"id": "sessions", "kind": "attendance", "params": {}},
            {"id": "confirmation", "kind": "confirmation", "params": {}},
        ]
    }
    run = make_certifying_run(rules=rules)
    client.force_login(make_coordinator(run))
    there, away = EnrolmentFactory(run=run), EnrolmentFactory(run=run)
    for session in run.sessions.all():
        mark_present(there, session)
        type(session).objects.filter(pk=session.pk).update(state=SessionState.LOCKED)
    for person in (there, away):
        evaluate(enrolment=person, at=timezone.now())
    page = page_of(client.get(f"/kouluttaja/{run.slug}/todistukset/"))
    assert "Osallistumistodistus (1)" in page
    assert (f'id="o-{there.public_id}"' in page, f'id="o-{away.public_id}"' in page) == (True, False)
    data = looked_at(client, run, [there, away], laji="attendance")
    assert data["valitut"] == [str(there.public_id)]
    client.post(issue_path(run), data)
    work_on(IssueBatch.objects.get().pk, at=timezone.now())
    assert Certificate.objects.get().kind == "attendance"


def test_progress_is_counted_from_the_rows(coordinator, run):
    data = looked_at(coordinator, run, [make_ready(run), make_ready(run), make_ready(run, name=("Kuovi", "Vanha"))])
    url = coordinator.post(issue_path(run), data).url
    page = page_of(coordinator.get(url))
    assert 'max="3" value="0"' in page
    assert "Numeroitu 0, tiedosto valmis 0." in page
    last = IssueRequest.objects.get(name="Kuovi Vanha")
    type(last.enrolment.user).objects.filter(pk=last.enrolment.user_id).update(certificate_name="Kuovi Uusi")
    work_on(last.batch_id, at=timezone.now())
    page = page_of(coordinator.get(url))
    assert 'max="3" value="1"' in page
    assert "Numeroitu 2, tiedosto valmis 0." in page
    assert "Kuovi Vanha on nyt Kuovi Uusi" in page
    assert "Ei myönnetty (1)" in page


def test_a_batch_of_another_run_is_not_found(coordinator, run):
    elsewhere = make_certifying_run()
    batch = IssueBatch.objects.create(run=elsewhere, asked_by=UserFactory(), asked_at=timezone.now())
    for key in (batch.public_id, uuid4()):
        assert coordinator.get(f"/kouluttaja/{run.slug}/todistukset/erat/{key}/").status_code == 404


@pytest.mark.parametrize("size", [2, 30])
def test_progress_takes_the_same_queries_for_any_size(coordinator, run, size, django_assert_max_num_queries):
    data = looked_at(coordinator, run, [make_ready(run) for _ in range(size)])
    url = coordinator.post(issue_path(run), data).url
    work_on(IssueBatch.objects.get().pk, at=timezone.now())
    coordinator.get(url)
    with django_assert_max_num_queries(9):
        assert coordinator.get(url).status_code == 200
