import pytest
from django.utils import timezone
from factories.certificates import make_certificate, make_certifying_run, make_coordinator, make_issued, make_ready
from factories.courses import EnrolmentFactory, make_staff

from courses.certificates.domain.names import confirm_name
from courses.certificates.models import Certificate, CertificateState

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


def test_the_page_lists_ready_missing_and_issued(coordinator, run):
    ready = make_ready(run, name=("Kuovi", "Valmis"))
    EnrolmentFactory(run=run, user__given_name="Tiira", user__family_name="Kesken")
    issued = make_issued(make_ready(run, name=("Pyy", "Myönnetty")))
    page = page_of(coordinator.get(f"/kouluttaja/{run.slug}/todistukset/"))
    assert "valmiit 1" in page
    assert "puuttuu 1" in page
    assert f'value="{ready.public_id}"' in page
    assert "Tiira Kesken" in page
    assert "Koordinaattorin vahvistus" in page
    assert issued.number in page


def test_only_a_confirmed_name_is_ticked_beforehand(coordinator, run):
    sure, unsure = make_ready(run), make_ready(run)
    confirm_name(enrolment=sure, name="Kuovi Rantanen", at=timezone.now())
    page = page_of(coordinator.get(f"/kouluttaja/{run.slug}/todistukset/"))
    assert f'id="v-{sure.public_id}" checked' in page
    assert f'id="v-{unsure.public_id}">' in page


def test_a_trainer_looks_and_a_coordinator_issues(client, run):
    make_ready(run)
    client.force_login(make_staff(run))
    page = page_of(client.get(f"/kouluttaja/{run.slug}/todistukset/"))
    assert "Esikatsele" in page
    assert "Myönnä valituille" not in page


@pytest.mark.parametrize(
    "chosen", [[], [""], ["x"], ["<script>"], ["\0"], ["😀" * 100], ["11111111-1111-4111-8111-111111111111"]]
)
@pytest.mark.parametrize("confirmed", ["", "kylla", "ehkä"])
def test_a_choice_of_nobody_changes_nothing(coordinator, run, chosen, confirmed):
    make_ready(run)
    response = coordinator.post(
        f"/kouluttaja/{run.slug}/todistukset/myonna/", {"valitut": chosen, "vahvistus": confirmed}, follow=True
    )
    assert response.status_code == 200
    assert "<script>" not in page_of(response)
    assert not Certificate.objects.exists()


def test_nobody_of_another_run_can_be_issued_through_this_one(coordinator, run):
    stranger = make_ready()
    data = {"valitut": [str(stranger.public_id)], "vahvistus": "kylla"}
    coordinator.post(f"/kouluttaja/{run.slug}/todistukset/myonna/", data)
    assert not Certificate.objects.exists()


def test_a_preview_is_a_pdf_that_is_stored_nowhere(coordinator, run):
    person = make_ready(run)
    response = coordinator.get(f"/kouluttaja/{run.slug}/todistukset/esikatselu/{person.public_id}/")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert not Certificate.objects.exists()
    letters = make_ready(run, name=("Жанна", "Rantanen"))
    path = f"/kouluttaja/{run.slug}/todistukset/esikatselu/{letters.public_id}/"
    assert "ei ole merkkiä Ж" in page_of(coordinator.get(path, follow=True))


@pytest.mark.parametrize(
    ("reason", "message"), [("", "Kirjoita, miksi"), ("   ", "Kirjoita, miksi"), ("x" * 401, "400"), ("a\0b", "")]
)
def test_revoking_wants_a_reason(coordinator, run, reason, message):
    certificate = make_issued(make_ready(run))
    path = f"/kouluttaja/{run.slug}/todistukset/{certificate.public_id}/"
    response = coordinator.post(f"{path}mitatoi/", {"reason": reason})
    assert response.status_code == 422
    assert message in page_of(response)
    assert Certificate.objects.get().state == CertificateState.ISSUED


def test_revoking_twice_says_that_it_is_done(coordinator, run):
    certificate = make_issued(make_ready(run))
    path = f"/kouluttaja/{run.slug}/todistukset/{certificate.public_id}/"
    first = coordinator.post(f"{path}mitatoi/", {"reason": "Väärä <b>henkilö</b>"}, follow=True)
    assert "on mitätöity" in page_of(first)
    assert "Väärä &lt;b&gt;henkilö" in page_of(first)
    second = coordinator.post(f"{path}mitatoi/", {"reason": "Toinen"}, follow=True)
    assert f"Todistus {certificate.number} on jo mitätöity." in page_of(second)
    assert Certificate.objects.get().end_reason == "Väärä <b>henkilö</b>"


def test_replacing_by_a_corrected_one(coordinator, run):
    old = make_issued(make_ready(run, name=("Kuovi", "Virhe")))
    path = f"/kouluttaja/{run.slug}/todistukset/{old.public_id}/"
    assert "ei muuttuisi mikään" in page_of(coordinator.post(f"{path}korvaa/", follow=True))
    old.enrolment.user.certificate_name = "Kuovi Oikea"
    old.enrolment.user.save()
    response = coordinator.post(f"{path}korvaa/", follow=True)
    assert "on korvattu uudella" in page_of(response)
    assert [row.state for row in Certificate.objects.order_by("version")] == ["superseded", "queued"]
    assert "Todistus on korvattu" in page_of(coordinator.get(path))
    assert "ei ole merkkiä" not in page_of(coordinator.post(f"{path}korvaa/", follow=True))


def test_a_failed_file_is_shown_to_staff(coordinator, run):
    certificate = make_certificate(make_ready(run), rendered=False)
    Certificate.objects.filter(pk=certificate.pk).update(render_error="letters:Ж U+0416", attempts=2)
    assert "tiedostoa yritetään uudelleen" in page_of(coordinator.get(f"/kouluttaja/{run.slug}/todistukset/"))
    detail = page_of(coordinator.get(f"/kouluttaja/{run.slug}/todistukset/{certificate.public_id}/"))
    assert "letters:Ж U+0416" in detail
    assert "2 yritystä" in detail


def count_queries(client, path) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_the_list_takes_the_same_queries_for_12_and_200(coordinator, run):
    from django.utils import timezone
    from factories.accounts import UserFactory

    from courses.models import ConditionState

    path = f"/kouluttaja/{run.slug}/todistukset/"

    def fill(size: int) -> None:
        made = [EnrolmentFactory(run=run, user=UserFactory(address=False)) for _ in range(size)]
        ConditionState.objects.bulk_create(
            ConditionState(
                enrolment=person, condition="confirmation", position=0, since=timezone.now(), needed=1,
                standing="met" if number % 2 else "not_yet",
            )
            for number, person in enumerate(made)
        )  # fmt: skip

    make_certificate(make_ready(run), rendered=False)
    fill(12)
    few = count_queries(coordinator, path)
    fill(188)
    assert count_queries(coordinator, path) == few <= 12
