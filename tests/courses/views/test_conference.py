"""Bringing a conference's list through the pages: upload, look, match, confirm; and files that are none."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff

from courses.models import Attendance, ConferenceList

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """A run with two trainees whose first session was yesterday at nine, and a signed-in trainer."""

    class Desk:
        run = make_run()
        trainer = make_staff(run)
        kuovi = EnrolmentFactory(run=run, user=UserFactory(given_name="Kaisla", family_name="Kuovi"))
        kiuru = EnrolmentFactory(run=run, user=UserFactory(given_name="Kimmo", family_name="Kiuru"))
        url = reverse("courses:conference-upload", kwargs={"run": run.slug, "position": 1})

        def listing(self, *names, days=0):
            day = timezone.localtime(self.run.sessions.first().starts_at) + timedelta(days=days)
            rows = [f"{name};{day:%d.%m.%Y} 9:00;{day:%d.%m.%Y} 12:00" for name in names]
            return "\n".join(["Nimi;Liittymisaika;Poistumisaika", *rows]).encode("cp1252")

        def upload(self, content, name="luettelo.csv", **more):
            file = SimpleUploadedFile(name, content)
            return client.post(self.url, {"file": file, "zone": "Europe/Helsinki", "shift": "0"} | more)

    client.force_login(Desk.trainer)
    return Desk()


def test_a_list_is_looked_at_matched_and_entered(desk, client):
    answer = desk.upload(desk.listing("Kaisla Kuovi", "Läppäri 7", "Urkkija Ulkoa"))
    preview = answer.url
    page = client.get(preview).content.decode()
    assert "1 tunnistettu" in page
    assert "2 tuntematonta" in page
    assert "Läsnä, 180 min" in page
    assert "Luettelosta puuttuvat: Kimmo Kiuru." in page
    assert not Attendance.objects.exists()

    answer = client.post(preview, {"line0": desk.kuovi.pk, "line1": desk.kiuru.pk, "line2": ""})

    assert answer.status_code == 302
    assert set(Attendance.objects.values_list("enrolment_id", "state")) == {
        (desk.kuovi.pk, "present"),
        (desk.kiuru.pk, "present"),
    }
    assert "2 merkintää tuotu" in client.get(answer.url).content.decode()
    assert not ConferenceList.objects.exists()


def test_sending_twice_enters_once_and_says_so(desk, client):
    preview = desk.upload(desk.listing("Kaisla Kuovi")).url
    client.post(preview, {"line0": desk.kuovi.pk})

    page = client.post(preview, {"line0": desk.kuovi.pk}, follow=True).content.decode()

    assert "Luettelo on jo käsitelty tai poistettu." in page


def test_a_list_can_be_dropped(desk, client):
    preview = desk.upload(desk.listing("Kaisla Kuovi")).url

    client.post(preview, {"action": "drop"})

    assert not ConferenceList.objects.exists()
    assert not Attendance.objects.exists()


def test_only_its_uploader_sees_a_list(desk, client):
    preview = desk.upload(desk.listing("Urkkija Ulkoa")).url
    client.force_login(make_staff(desk.run))

    assert client.get(preview).status_code == 302


def test_a_trainee_of_another_run_cannot_be_chosen(desk, client):
    preview = desk.upload(desk.listing("Kaisla Kuovi")).url

    answer = client.post(preview, {"line0": EnrolmentFactory().pk})

    assert answer.status_code == 422
    assert not Attendance.objects.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tyhjä"),
        (b"\xff\xfe", "tyhjä"),
        (b"\x7fELF\x01\x01\x00" * 30, "ei ole tekstiä"),
        (b"PK\x03\x04" + b"0" * 60, "CSV-muodossa"),
        (b"x" * (2 * 1024 * 1024 + 1), "liian suuri"),
        (b"<html><script>alert(1)</script></html>", "ei löydy osallistujia"),
        (b"Name,Join Time,Leave Time\nKaisla,never,ever\n", "kellonaikoja"),
    ],
)
def test_what_is_no_list_is_refused_in_words(desk, content, words):
    answer = desk.upload(content)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ConferenceList.objects.exists()


def test_fifty_megabytes_are_refused(desk):
    answer = desk.upload(b"a;b\n" * (50 * 1024 * 256))

    assert answer.status_code == 422
    assert "liian suuri" in answer.content.decode()


def test_another_day_is_said_plainly(desk):
    answer = desk.upload(desk.listing("Kaisla Kuovi", days=-7))

    assert "Tiedoston kokous oli" in answer.content.decode()


@pytest.mark.parametrize("more", [{"zone": "Mars/Olympus"}, {"shift": "99999"}, {"shift": "x"}, {"zone": ""}])
def test_odd_clocks_are_refused(desk, more):
    assert desk.upload(desk.listing("Kaisla Kuovi"), **more).status_code == 422


def test_nothing_chosen_is_refused(desk, client):
    assert client.post(desk.url, {}).status_code in (200, 422)


def test_formulas_and_markup_are_shown_as_text(desk, client):
    preview = desk.upload(desk.listing("=HYPERLINK(1)", "<script>alert(1)</script>")).url

    page = client.get(preview).content.decode()

    assert "=HYPERLINK(1)" in page
    assert "<script>alert(1)" not in page


def test_whoever_is_certain_is_offered_without_everybody_else(desk, client):
    preview = desk.upload(desk.listing("Kaisla Kuovi", "Outo Nimi")).url

    page = client.get(preview).content.decode()

    assert page.count("Kuovi, Kaisla</option>") == 2
    assert page.count("Kiuru, Kimmo</option>") == 1


def test_the_preview_takes_the_same_queries_for_few_and_many(desk, client, django_assert_max_num_queries):
    names = [f"Vieras {number}" for number in range(60)]
    preview = desk.upload(desk.listing("Kaisla Kuovi", *names)).url

    with django_assert_max_num_queries(14):
        client.get(preview)
