"""Import and export in the admin: looked at first, stored when confirmed, safe to press twice."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from factories.accounts import AdminFactory, UserFactory
from factories.assessments import BODIES, make_question

from assessments.questions.exchange import batches
from assessments.questions.exchange.batches import kind_label
from assessments.questions.exchange.models import ImportBatch
from assessments.questions.models import Question

pytestmark = pytest.mark.django_db

GIFT = """::Eka::Onko näin?{T}

[html]::Toka::<p onclick\\=x>Mikä?</p>{=yksi}

::Kolmas::Rikki }
"""


@pytest.fixture
def admin(client):
    client.force_login(AdminFactory())
    return client


def send(client, text: str | bytes = GIFT, name: str = "koe.gift", **more):
    data = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("questions_import"), {"file": file, "category": "", "format": "", **more})


def test_nothing_is_stored_before_it_is_confirmed_and_nothing_twice(admin):
    response = send(admin, category="Uusi / Kerta 1")
    batch = ImportBatch.objects.get()
    assert response.url == reverse("questions_batch", args=[batch.public_id])
    assert not Question.objects.exists()
    page = admin.get(response.url).content.decode()
    for words in (
        "Eka",
        "Toka",
        "Kolmas",
        "Tekstissä oli skripti. Se poistettiin.",
        "Aaltosulkeet",
        "Tallenna 2 kysymystä",
    ):
        assert words in page
    confirm = reverse("questions_batch_confirm", args=[batch.public_id])
    assert admin.post(confirm).status_code == 302
    assert admin.post(confirm).status_code == 302
    assert list(Question.objects.values_list("name", "category")) == [("Eka", "Uusi/Kerta 1"), ("Toka", "Uusi/Kerta 1")]
    assert "2 kysymystä on nyt kysymyspankissa" in admin.get(response.url).content.decode()
    again = admin.get(send(admin, category="Uusi/Kerta 1").url).content.decode()
    assert "On jo pankissa" in again
    assert "/vahvista/" not in again


def test_the_preview_filters_by_verdict_and_turns_pages(admin):
    many = "\n\n".join(f"Onko {n}?{{T}}" for n in range(150)) + "\n\nRikki }"
    address = send(admin, many).url
    assert "Sivu 1/2" in admin.get(address).content.decode()
    last = admin.get(address, {"p": "2"}).content.decode()
    assert "Onko 149?" in last
    assert "Onko 3?" not in last
    bad = admin.get(address, {"nayta": "skipped", "p": "x"}).content.decode()
    assert "Rikki" not in bad or "Onko 3?" not in bad
    assert admin.get(address, {"nayta": "<script>", "p": "-4"}).status_code == 200


def test_the_preview_costs_the_same_for_many(admin, django_assert_max_num_queries):
    small = send(admin, "Onko?{T}").url
    large = send(admin, "\n\n".join(f"Onko {n}?{{T}}" for n in range(90))).url
    for address in (small, large):
        with django_assert_max_num_queries(8):
            admin.get(address)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({}, "Valitse tiedosto."),
        ({"file": SimpleUploadedFile("x.gift", b"")}, "Tiedosto on tyhjä."),
        ({"file": SimpleUploadedFile("x.gift", b"a{T}"), "format": "word"}, ""),
        ({"file": SimpleUploadedFile("x.gift", b"a{T}"), "category": "x" * 300}, ""),
        ({"file": "no file", "category": "\x00"}, "Valitse tiedosto."),
    ],
)
def test_what_cannot_be_uploaded_is_said_beside_the_field(admin, data, message):
    response = admin.post(reverse("questions_import"), {"category": "Uusi 🙂 <script>", **data})
    assert response.status_code == 200
    assert message in response.content.decode()
    assert "Korjaa nämä kohdat:" in response.content.decode()
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PK\x03\x04" + b"\x00" * 50, "x.zip"),
        (b"<?xml version='1.0'?><!DOCTYPE q [<!ENTITY a 'b'>]><quiz>&a;</quiz>", "x.xml"),
        (b"\x00" * 100, "x" * 190 + "\x00.gift"),
        (b"ihan vain tekstia", "../../etc/passwd"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(admin, data, name):
    response = send(admin, data, name)
    page = admin.get(response.url).content.decode()
    assert ImportBatch.objects.get().reason in page.replace("&#x27;", "'")
    assert "/vahvista/" not in page
    admin.post(reverse("questions_batch_confirm", args=[ImportBatch.objects.get().public_id]))
    assert not Question.objects.exists()


def test_an_upload_can_be_discarded_also_twice(admin):
    send(admin)
    batch = ImportBatch.objects.get()
    address = reverse("questions_batch_discard", args=[batch.public_id])
    assert admin.post(address).url == admin.post(address).url == reverse("questions_import")
    assert admin.get(reverse("questions_batch", args=[batch.public_id])).status_code == 404


def test_nobody_sees_the_uploads_of_others(admin, client):
    send(admin)
    batch = ImportBatch.objects.get()
    client.force_login(AdminFactory())
    for name in ("questions_batch_confirm", "questions_batch_discard"):
        client.post(reverse(name, args=[batch.public_id]))
    assert client.get(reverse("questions_batch", args=[batch.public_id])).status_code == 404
    assert ImportBatch.objects.get().state == "ready"


@pytest.mark.parametrize("name", ["questions_import", "questions_export"])
def test_others_than_authors_do_not_get_in(client, name):
    assert client.get(reverse(name)).status_code == 302
    client.force_login(UserFactory())
    assert client.get(reverse(name)).status_code in (302, 403, 404)
    assert client.get(reverse(name), follow=True).status_code in (200, 403, 404)


def test_a_large_file_is_read_and_stored_in_the_background(admin, monkeypatch, run_on_commit):
    monkeypatch.setattr(batches, "AT_ONCE_BYTES", 10)
    monkeypatch.setattr(batches, "AT_ONCE_QUESTIONS", 1)
    address = send(admin).url
    assert "Tiedostoa luetaan" in admin.get(address).content.decode()
    batch = ImportBatch.objects.get()
    batches.work_on(batch_id=batch.pk, at=timezone.now())
    admin.post(reverse("questions_batch_confirm", args=[batch.public_id]))
    assert "Kysymyksiä tallennetaan: 0/2" in admin.get(address).content.decode()
    assert admin.post(reverse("questions_batch_discard", args=[batch.public_id])).url == address
    batches.work_on(batch_id=batch.pk, at=timezone.now())
    assert Question.objects.count() == 2
    assert not batches.work_on(batch_id=batch.pk, at=timezone.now())


def test_the_background_is_woken(admin, monkeypatch, run_on_commit):
    monkeypatch.setattr(batches, "AT_ONCE_BYTES", 10)
    with run_on_commit():
        send(admin)
    assert ImportBatch.objects.get().state == "ready"


def test_what_a_dead_worker_left_is_taken_up_and_counts_as_added(admin, monkeypatch):
    send(admin)
    batch = ImportBatch.objects.get()
    now = timezone.now()
    batches.confirm(batch=batch, at=now)
    before = now - timedelta(minutes=10)
    rows = ImportBatch.objects.get().rows
    ImportBatch.objects.update(state="storing", starts=1, changed_at=before, rows=rows, done=1)
    assert batches.go_on_with_stuck(at=now) == 1
    batch.refresh_from_db()
    assert (batch.state, batches.counts(batch)["known"], Question.objects.count()) == ("done", 0, 2)
    ImportBatch.objects.update(state="storing", starts=3, changed_at=before)
    assert batches.go_on_with_stuck(at=now) == 0
    assert ImportBatch.objects.get().state == "failed"
    ImportBatch.objects.update(changed_at=now - timedelta(days=20))
    batches.go_on_with_stuck(at=now)
    assert not ImportBatch.objects.exists()


def test_an_unexpected_failure_is_told_and_not_raised(admin, monkeypatch):
    monkeypatch.setattr(batches, "AT_ONCE_BYTES", 10)
    send(admin)
    batch = ImportBatch.objects.get()
    batch.file.storage.delete(batch.file.name)
    assert batches.work_on(batch_id=batch.pk, at=timezone.now())
    assert "ei onnistunut" in ImportBatch.objects.get().reason


class TestExport:
    """Choosing, being told what is missing, getting the file."""

    def test_the_file_is_shown_first_with_what_it_cannot_hold(self, admin):
        for kind in BODIES:
            make_question(kind)
        address = reverse("questions_export")
        assert admin.get(address).status_code == 200
        page = admin.get(address, {"format": "gift", "category": "Työpeili"}).content.decode()
        assert "GIFT ei tunne aukkotehtäviä." in page
        response = admin.get(address, {"format": "json", "category": "Työpeili", "lataa": "1"})
        assert response["Content-Disposition"].startswith('attachment; filename="kysymykset-')
        assert len(json.loads(response.content)["questions"]) == len(BODIES)

    def test_chosen_questions_alone(self, admin):
        one, _other = make_question("short"), make_question("order")
        response = admin.get(reverse("questions_export"), {"format": "json", "ids": f"{one.pk},x,99", "lataa": "1"})
        assert [row["kind"] for row in json.loads(response.content)["questions"]] == ["short"]

    @pytest.mark.parametrize(
        "query",
        [
            {"format": "word"},
            {"format": ""},
            {"format": "json", "category": "ei ole"},
            {"format": "aiken", "ids": "1" * 50},
            {"format": "json", "ids": "\x00,<script>"},
            {"format": "json", "lataa": "1"},
        ],
    )
    def test_strange_choices_end_in_words(self, admin, query):
        assert admin.get(reverse("questions_export"), query).status_code == 200


@pytest.mark.parametrize(
    ("kind", "type_", "said"),
    [("single", "multichoice", "yksi oikea"), ("", "multichoice", "monivalinta"), ("", "calculated", "calculated")],
)
def test_what_cannot_be_taken_over_is_named_in_words_where_there_are_any(kind, type_, said):
    assert kind_label({"kind": kind, "type": type_}) == said
