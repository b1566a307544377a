"""Make-up work through its pages: what is refused and why, who gets the files, stale pages."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from factories.courses import EnrolmentFactory, make_run, make_staff, mark_present

from courses.models import MakeUp

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n%abc\n1 0 obj\n<<>>\nendobj\n"


@pytest.fixture
def work(client):
    """Make-up work that is offered to a signed-in trainee."""

    class Work:
        enrolment = EnrolmentFactory(run=make_run())
        session = enrolment.run.sessions.first()
        mark = mark_present(enrolment, session, state="absent", minutes=0)
        row = MakeUp.objects.create(
            enrolment=enrolment,
            session=session,
            offered_at=timezone.now(),
            due_at=timezone.now() + timedelta(days=5),
        )
        kwargs = {"run": enrolment.run.slug, "position": session.position}
        url = reverse("courses:make-up", kwargs=kwargs)
        file_url = reverse("courses:make-up-own-file", kwargs=kwargs)
        staff = {"run": enrolment.run.slug, "make_up": row.public_id}
        review = reverse("courses:make-up-review", kwargs=staff)
        staff_file = reverse("courses:make-up-file", kwargs=staff)

        def send(self, text="", file=None, revision=1):
            data = {"text": text, "revision": revision} | ({"file": file} if file else {})
            return client.post(self.url, data)

    client.force_login(Work.enrolment.user)
    return Work()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("tyhja.pdf", b"", "tyhjä"),
        ("ohjelma.exe", b"MZ\x90\x00" * 50, "Tällaista tiedostoa"),
        ("ohjelma.exe.pdf", b"MZ\x90\x00" * 50, "Tällaista tiedostoa"),
        ("kuva.svg", b"<svg onload=alert(1)>", "Tällaista tiedostoa"),
        ("tyo.exe", PDF, "pääte"),
        ("iso.pdf", PDF + b"0" * (10 * 1024 * 1024), "liian suuri"),
    ],
)
def test_files_are_judged_by_their_content_and_the_text_is_kept(work, name, content, words):
    answer = work.send("Tämä teksti säilyy.", SimpleUploadedFile(name, content))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Tämä teksti säilyy." in page
    assert MakeUp.objects.get().state == "offered"


@pytest.mark.parametrize(("text", "status"), [("", 422), ("x" * 8001, 422), ("a\x00b", 422), ("😀 <script>", 302)])
def test_texts(work, client, text, status):
    assert work.send(text).status_code == status
    assert "<script>" not in client.get(work.url).content.decode().partition("<main")[2].partition("</main")[0]


def test_the_file_is_given_to_its_author_and_the_runs_staff_only(work, client):
    work.send("", SimpleUploadedFile("korvaava.pdf", PDF))
    trainer, other = make_staff(work.enrolment.run), make_staff(make_run())
    fellow = EnrolmentFactory(run=work.enrolment.run).user

    assert client.get(work.file_url).status_code == 200
    for user, url, status in [
        (trainer, work.staff_file, 200),
        (other, work.staff_file, 404),
        (fellow, work.staff_file, 404),
        (fellow, work.file_url, 404),
        (trainer, work.file_url, 404),
        (fellow, work.url, 404),
        (other, work.review, 404),
        (work.enrolment.user, work.review, 404),
    ]:
        client.force_login(user)
        assert client.get(url).status_code == status, url


def test_a_file_that_is_not_there_is_not_found(work, client):
    assert client.get(work.file_url).status_code == 404


def test_a_stale_window_keeps_the_text_and_can_send_again(work):
    work.send("Ensimmäinen")
    answer = work.send("Toinen", revision=1)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "toisesta ikkunasta" in page
    assert "Toinen" in page
    assert 'name="revision" value="2"' in page
    assert work.send("Toinen", revision=2).status_code == 302


def test_after_the_last_day_the_page_says_what_to_do_and_more_time_opens_it(work, client):
    MakeUp.objects.update(offered_at=timezone.now() - timedelta(days=9), due_at=timezone.now() - timedelta(days=1))
    page = client.get(work.url).content.decode()
    assert "Määräaika on ohi" in page
    assert "Lähetä korvaava tehtävä" not in page
    assert work.send("Myöhässä").status_code == 422

    client.force_login(make_staff(work.enrolment.run))
    day = timezone.localdate() + timedelta(days=3)
    assert client.post(work.review, {"action": "extend", "due_on": "2020-01-01"}).status_code == 422
    assert client.post(work.review, {"action": "extend", "due_on": "ei päivä"}).status_code == 422
    assert client.post(work.review, {"action": "extend", "due_on": day.isoformat()}).status_code == 302

    client.force_login(work.enrolment.user)
    assert work.send("Myöhässä mutta luvalla").status_code == 302


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 422),
        ({"action": "tuntematon"}, 422),
        ({"action": "return", "comment": ""}, 422),
        ({"action": "return", "comment": "x" * 1201}, 422),
        ({"action": "return", "comment": "Lisää tähän."}, 302),
        ({"action": "accept", "comment": "a\x00"}, 422),
        ({"action": "accept", "comment": "😀"}, 302),
    ],
)
def test_a_trainers_answers(work, client, data, status):
    work.send("Luin ja kokeilin.")
    client.force_login(make_staff(work.enrolment.run))

    assert client.post(work.review, data).status_code == status


def test_unsent_work_is_not_accepted_by_a_made_up_post(work, client):
    client.force_login(make_staff(work.enrolment.run))

    assert client.post(work.review, {"action": "accept", "comment": ""}).status_code == 422
    assert MakeUp.objects.get().state == "offered"
