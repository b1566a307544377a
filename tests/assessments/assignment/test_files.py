"""Files beside a text: what is taken by its content, who gets it back, and how it is handed out."""

import uuid
from copy import deepcopy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from factories.assessments import address, make_assignment, make_place, send_text
from factories.courses import EnrolmentFactory, make_run, make_staff

from assessments.assignment.files import clean_name
from assessments.assignment.models import Submission, SubmissionFile
from assessments.assignment.privacy import erase_person, export_person
from courses.models import RunStaff

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj << /JS (app.alert(1)) >> endobj\n%%EOF"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00" + b"\x00" * 200
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\x00" * 100


@pytest.fixture(scope="module")
def made(kept_rows):
    return make_place(make_assignment, max_files=2)


@pytest.fixture
def place(made):
    return deepcopy(made)


@pytest.fixture
def learner(client, place):
    client.force_login(place[0].user)
    return client


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def attach(client, place, *files, text="Kirjoitin tämän."):
    return client.post(address(*place, "liita/"), {"text": text, "version": 0, "files": list(files)})


def file_url(place, file, rest="") -> str:
    return address(*place, f"liite/{file.public_id}/{rest}")


def test_a_file_is_kept_beside_the_draft_with_the_text(learner, place):
    response = attach(learner, place, upload("muistiinpanot.pdf", PDF))
    assert response.status_code == 302
    kept = SubmissionFile.objects.get()
    assert (kept.name, kept.size, kept.round) == ("muistiinpanot.pdf", len(PDF), None)
    assert Submission.objects.get().draft == "Kirjoitin tämän."
    page = learner.get(address(*place)).content.decode()
    assert "muistiinpanot.pdf" in page
    assert "Kirjoitin tämän." in page


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("tyhja.pdf", b"", "tyhj"),
        ("ohjelma.exe", EXE, "Tällaista tiedostoa ei voi lisätä"),
        ("lasku.exe.pdf", EXE, "Tällaista tiedostoa ei voi lisätä"),
        ("kuva.png", EXE, "Tällaista tiedostoa ei voi lisätä"),
        ("sivu.html", b"<!doctype html><script>alert(1)</script>", "Tällaista tiedostoa ei voi lisätä"),
        ("sivu.txt", b"<html><script>alert(1)</script>", "Tällaista tiedostoa ei voi lisätä"),
        ("kuva.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "ei voi lisätä"),
        ("oikea.exe", PDF, "pääte ei vastaa sisältöä"),
        ("oikea.pdf.html", PDF, "pääte ei vastaa sisältöä"),
    ],
)
def test_what_a_file_really_is_decides(learner, place, name, content, said):
    response = attach(learner, place, upload(name, content), text="Tämä ei saa hävitä.")
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "Tämä ei saa hävitä." in page
    assert 'aria-invalid="true"' in page
    assert not SubmissionFile.objects.exists()
    assert Submission.objects.get().draft == "Tämä ei saa hävitä."


def test_fifty_megabytes_are_too_much_and_the_limit_is_said(learner, place):
    response = attach(learner, place, upload("iso.pdf", PDF + b"0" * (50 * 1024 * 1024)))
    assert response.status_code == 422
    assert "enintään 20 Mt" in response.content.decode()
    assert not SubmissionFile.objects.exists()


def test_no_more_files_than_the_page_takes(learner, place):
    attach(learner, place, upload("a.pdf", PDF), upload("b.pdf", PDF))
    response = attach(learner, place, upload("c.pdf", PDF))
    assert response.status_code == 422
    assert SubmissionFile.objects.count() == 2


def test_a_page_without_files_takes_none(client):
    place = make_place(make_assignment)
    client.force_login(place[0].user)
    assert attach(client, place, upload("a.pdf", PDF)).status_code == 422
    assert not SubmissionFile.objects.exists()


def test_nothing_chosen_is_said(learner, place):
    assert "Valitse ensin tiedosto." in attach(learner, place).content.decode()


def test_a_voice_message_may_stand_for_the_text(learner, place):
    response = learner.post(address(*place, "laheta/"), {"text": "", "version": 0, "files": upload("aani.mp3", MP3)})
    assert response.status_code == 302
    sent = Submission.objects.get()
    assert sent.state == "submitted"
    assert sent.rounds.get().files.get().name == "aani.mp3"


def test_a_bad_file_stops_the_sending_and_keeps_the_text(learner, place):
    response = learner.post(
        address(*place, "laheta/"), {"text": "Valmis teksti.", "version": 0, "files": upload("x.pdf", EXE)}
    )
    assert response.status_code == 422
    assert Submission.objects.get().state == "draft"
    assert Submission.objects.get().draft == "Valmis teksti."


def test_a_file_is_handed_out_as_a_download_that_nothing_runs(learner, place):
    attach(learner, place, upload("raportti.pdf", PDF))
    response = learner.get(file_url(place, SubmissionFile.objects.get()))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in response["Cache-Control"]


def test_a_file_of_a_draft_is_taken_away_and_its_bytes_with_it(learner, place, django_capture_on_commit_callbacks):
    attach(learner, place, upload("pois.pdf", PDF))
    kept = SubmissionFile.objects.get()
    storage, name = kept.file.storage, kept.file.name
    with django_capture_on_commit_callbacks(execute=True):
        learner.post(file_url(place, kept, "poista/"), {"text": "Teksti jää.", "version": 1})
    assert not SubmissionFile.objects.exists()
    assert not storage.exists(name)
    assert Submission.objects.get().draft == "Teksti jää."


def test_what_has_been_sent_stays(learner, place):
    attach(learner, place, upload("jaa.pdf", PDF))
    learner.post(address(*place, "laheta/"), {"text": "Valmis.", "version": 1})
    sent = SubmissionFile.objects.get()
    page = learner.post(file_url(place, sent, "poista/"), follow=True).content.decode()
    assert "on jo lähetetty" in page
    assert SubmissionFile.objects.get().round.number == 1


def test_only_its_writer_and_the_runs_trainers_get_a_file(client, place):
    trainer = make_staff(place[0].run)
    former = make_staff(place[0].run)
    RunStaff.objects.filter(user=former).update(ended_at=timezone.now())
    client.force_login(place[0].user)
    attach(client, place, upload("oma.pdf", PDF))
    draft = SubmissionFile.objects.get()
    staff_url = reverse("assignment:download", args=[draft.submission.public_id, draft.public_id])
    client.force_login(trainer)
    assert client.get(staff_url).status_code == 404  # a draft is nobody's to read
    client.force_login(place[0].user)
    client.post(address(*place, "laheta/"), {"text": "Valmis.", "version": 1})
    others = (EnrolmentFactory(run=place[0].run).user, make_staff(place[0].run, "coordinator"), former)
    for user in (*others, make_staff(make_run())):
        client.force_login(user)
        assert client.get(staff_url).status_code == 404
        assert client.get(file_url(place, draft)).status_code in (404, 302)
    client.logout()
    assert client.get(staff_url).status_code == 302
    client.force_login(trainer)
    assert client.get(file_url(place, draft)).status_code == 404
    assert client.get(staff_url)["Content-Disposition"].startswith("attachment")
    assert (
        client.get(reverse("assignment:download", args=[draft.submission.public_id, uuid.uuid4()])).status_code == 404
    )


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\kansio\\kuva.png", "kuva.png"),
        ("lasku\u202efdp.exe", "laskufdp.exe"),
        ("rivi\nvaihto\x00.pdf", "rivivaihto.pdf"),
        ("\u200b", "tiedosto"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ("😀 kuva.png", "😀 kuva.png"),
    ],
)
def test_names_lose_what_could_deceive(given, kept):
    assert clean_name(given) == kept


def test_export_names_files_and_erasure_takes_the_bytes(learner, place, django_capture_on_commit_callbacks):
    attach(learner, place, upload("oma.pdf", PDF))
    work = send_text(*place)
    kept = SubmissionFile.objects.get()
    user = place[0].user
    assert export_person(user)["reflections"][0]["files"][0]["name"] == "oma.pdf"
    storage, name = kept.file.storage, kept.file.name
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(user, at=timezone.now())
    assert not Submission.objects.filter(pk=work.pk).exists()
    assert not storage.exists(name)
