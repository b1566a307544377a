"""Reading a lesson, marking it read, the own question."""

import json

import pytest
from factories.courses import EnrolmentFactory
from factories.media import DocumentFactory, MediaTrackFactory, PictureFactory
from factories.modules import BODY, Classroom, make_lesson

from courses.enums import CompletionRule, StaffRole
from courses.models import SessionQuestion
from modules.lesson.models import LessonPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(client):
    return Classroom(make_lesson, type(client), asks_question=True, source_note="Perustuu: 000, 001.")


@pytest.fixture
def plain(client):
    return Classroom(make_lesson, type(client))


def test_the_text_stands_in_the_reading_column(room):
    html = room.client.get(room.url()).content.decode()
    assert '<div class="reading" lang="fi"' in html
    assert "Pienyrittäjä tekee <b>monta päätöstä</b> yksin." in html
    assert "Perustuu: 000, 001." in html
    assert "Merkitse luetuksi" in html
    assert 'style="' not in html


def test_marking_read_stores_the_question_and_completes(room):
    response = room.client.post(room.url("luettu/"), {"question": "  Miten avaan ensimmäisen illan? 🌊 "}, follow=True)
    assert response.status_code == 200
    assert "Osio on merkitty luetuksi." in response.content.decode()
    assert SessionQuestion.objects.get().text == "Miten avaan ensimmäisen illan? 🌊"
    assert room.is_done()


def test_a_question_may_be_changed_afterwards(room):
    for text in ("Ensimmäinen?", "Toinen?"):
        room.client.post(room.url("luettu/"), {"question": text})
    assert SessionQuestion.objects.get().text == "Toinen?"
    html = room.client.get(room.url()).content.decode()
    assert "Toinen?" in html
    assert "Tallenna kysymys" in html


def test_double_submit_is_one_question_and_one_completion(room):
    for _ in range(2):
        assert room.client.post(room.url("luettu/"), {"question": "Sama?"}).status_code == 302
    assert SessionQuestion.objects.count() == 1
    assert room.enrolment.completions.count() == 1


BAD = [
    ({}, "Kirjoita yksi oma kysymys."),
    ({"question": "   \n "}, "Kirjoita yksi oma kysymys."),
    ({"question": "x" * 501}, "500"),
    ({"question": "a\x00b"}, "Tekstissä on merkki, jota ei voi tallentaa"),
]


@pytest.mark.parametrize(("data", "words"), BAD)
def test_bad_input_gets_a_message_and_loses_nothing(room, data, words):
    response = room.client.post(room.url("luettu/"), data)
    html = response.content.decode()
    assert response.status_code == 422
    assert 'class="form-errors"' in html
    assert 'aria-invalid="true"' in html
    assert not SessionQuestion.objects.exists()
    assert not room.is_done()
    if len(data.get("question", "")) > 100:
        assert data["question"] in html


def test_script_tags_are_text(room):
    room.client.post(room.url("luettu/"), {"question": "<script>alert(1)</script>"})
    html = room.client.get(room.url()).content.decode()
    assert "<script>alert(1)</script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_lesson_without_a_question_asks_for_none(plain):
    assert "Oma kysymyksesi" not in plain.client.get(plain.url()).content.decode()
    plain.client.post(plain.url("luettu/"), {"question": "Ei kysytä"})
    assert plain.is_done()
    assert not SessionQuestion.objects.exists()
    assert "Merkitse luetuksi" not in plain.client.get(plain.url()).content.decode()


def test_opening_is_enough_where_the_rule_says_so(client):
    room = Classroom(make_lesson, type(client), completion_rule=CompletionRule.VIEW)
    html = room.client.get(room.url()).content.decode()
    assert room.is_done()
    assert "Merkitse luetuksi" not in html


class TestRepublishing:
    def test_a_new_version_is_told_of_and_the_completion_stands(self, plain):
        plain.page.save_revision().publish()
        plain.client.post(plain.url("luettu/"))
        assert "Uusi versio" not in plain.client.get(plain.url()).content.decode()
        page = LessonPage.objects.get()
        page.source_note = "Päivitetty"
        page.save_revision().publish()
        assert "Uusi versio" in plain.client.get(plain.url()).content.decode()
        assert plain.is_done()

    def test_a_stale_page_completes_with_the_version_that_was_read(self, plain):
        old = plain.page.save_revision()
        old.publish()
        LessonPage.objects.get().save_revision().publish()
        plain.client.post(plain.url("luettu/"), {"revision": str(old.pk)})
        assert plain.enrolment.completions.get().revision_id == old.pk
        assert "Uusi versio" in plain.client.get(plain.url()).content.decode()

    @pytest.mark.parametrize("revision", ["999999", "-1", "abc", "9" * 40, "1.5", "²"])
    def test_made_up_versions_are_not_believed(self, plain, revision):
        live = plain.page.save_revision()
        live.publish()
        assert plain.client.post(plain.url("luettu/"), {"revision": revision}).status_code == 302
        assert plain.enrolment.completions.get().revision_id == live.pk


def test_preview_stores_nothing(room):
    trainer = room.browser(room.trainer)
    response = trainer.post(room.url("luettu/"), {"question": "Kokeilu"}, follow=True)
    assert "Esikatselussa mitään ei tallenneta." in response.content.decode()
    assert not SessionQuestion.objects.exists()


def test_a_question_and_mere_opening_do_not_go_together(room):
    from django.core.exceptions import ValidationError

    room.page.completion_rule = CompletionRule.VIEW
    with pytest.raises(ValidationError) as caught:
        room.page.full_clean()
    assert "asks_question" in caught.value.message_dict


def test_recordings_of_the_text_pass_the_gate(client):
    track = MediaTrackFactory()
    body = json.dumps(
        [*BODY, {"type": "recording", "id": "r", "value": {"recording": track.recording.pk, "caption": ""}}]
    )
    room = Classroom(make_lesson, type(client), body=body)
    file = f"tallenne/{track.recording.public_id}/"
    assert room.client.get(room.url(file), headers={"Range": "bytes=0-9"}).status_code == 206
    assert room.client.get(room.url(f"{file}{track.pk}/")).status_code == 200
    assert room.browser(room.trainer).get(room.url(file)).status_code == 200
    assert room.browser(EnrolmentFactory().user).get(room.url(file)).status_code == 404
    assert room.browser(None).get(room.url(file)).status_code == 302
    other = MediaTrackFactory().recording
    assert room.client.get(room.url(f"tallenne/{other.public_id}/")).status_code == 404


def test_a_full_body_is_drawn_in_few_queries(client, django_assert_max_num_queries):
    pictures = [PictureFactory() for _ in range(4)]
    for picture in pictures:
        picture.get_rendition("width-640")
        picture.get_rendition("width-1280")
    body = BODY + [
        {"type": "picture", "id": f"p{n}", "value": {"image": {"image": p.pk, "alt_text": "Järvi"}, "caption": ""}}
        for n, p in enumerate(pictures)
    ]
    body.append({"type": "download", "id": "d", "value": {"document": DocumentFactory().pk}})
    body.append({"type": "recording", "id": "r", "value": {"recording": MediaTrackFactory().recording.pk}})
    room = Classroom(make_lesson, type(client), body=json.dumps(body), asks_question=True)
    with django_assert_max_num_queries(20):
        html = room.client.get(room.url()).content.decode()
    assert html.count("<img") == 4


@pytest.mark.parametrize("role", [StaffRole.TRAINER, StaffRole.COORDINATOR])
def test_staff_see_the_way_to_the_questions(room, role):
    from factories.courses import make_staff

    html = room.browser(make_staff(room.run, role)).get(room.url()).content.decode()
    assert f'href="/kouluttaja/{room.run.slug}/kysymykset/1/">Osallistujien kysymykset' in html
    assert "Mitään ei tallenneta" in html
