"""Watching: counted by what was played, never by a jump; the text alternative is as good."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from factories.courses import EnrolmentFactory
from factories.media import MediaTrackFactory, RecordingFactory
from factories.modules import Classroom, make_recording_page
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from courses.models import SessionQuestion
from modules.recording import domain, privacy
from modules.recording.forms import opening_mark
from modules.recording.models import Viewing

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(client):
    return Classroom(make_recording_page, type(client))


def mark(room, *, seconds_ago=0, enrolment=None, page=None):
    opened = timezone.now() - timedelta(seconds=seconds_ago)
    return opening_mark(enrolment_id=(enrolment or room.enrolment).pk, page_id=(page or room.page).pk, at=opened)


def report(room, played, *, position=0, seconds_ago=0, **data):
    values = {"played": json.dumps(played), "position": position, "opened": mark(room, seconds_ago=seconds_ago), **data}
    return room.client.post(room.url("katselu/"), values)


def test_the_page_has_captions_chapters_and_the_text_alternative(room):
    html = room.client.get(room.url()).content.decode()
    assert '<video class="player" controls preload="metadata"' in html
    assert '<track kind="captions" srclang="fi"' in html
    assert 'href="?t=30#soitin"' in html
    assert "Hän avaa kolmannen oven." in html
    assert "Olen lukenut tekstivastineen" in html
    assert "style=" not in html
    assert "<script>" not in html


def test_sound_is_a_sound(client):
    room = Classroom(make_recording_page, type(client), recording=RecordingFactory(type="audio"))
    assert '<audio class="player" controls' in room.client.get(room.url()).content.decode()


@pytest.mark.parametrize(
    ("t", "wanted"), [("30", "/#t=30"), ("abc", '/"'), ("-1", '/"'), ("9" * 30, '/"'), ("²", '/"')]
)
def test_a_chapter_link_works_without_scripts(room, t, wanted):
    html = room.client.get(room.url(), {"t": t}).content.decode()
    assert f"{room.page.recording.public_id}{wanted}" in html


class TestReporting:
    def test_watching_enough_completes(self, room):
        answer = report(room, [[0, 50]], position=50, seconds_ago=60).json()
        assert answer == {"percent": 83, "words": "Katsottu 83 %", "done": True, "message": "Osio on suoritettu."}
        assert room.is_done()

    def test_stretches_add_up_over_visits(self, room):
        assert report(room, [[0, 20]], seconds_ago=20).json()["percent"] == 33
        Viewing.objects.update(reported_at=timezone.now() - timedelta(hours=1))
        assert report(room, [[20, 40]], seconds_ago=20).json()["percent"] == 66
        assert not room.is_done()
        Viewing.objects.update(reported_at=timezone.now() - timedelta(hours=1))
        assert report(room, [[40, 60]], seconds_ago=20).json()["done"]
        assert room.is_done()

    def test_jumping_to_the_end_completes_nothing(self, room):
        answer = report(room, [[0, 2], [58, 60]], position=60, seconds_ago=600).json()
        assert answer["percent"] == 6
        assert not answer["done"]
        assert not room.is_done()

    def test_claiming_everything_at_once_completes_nothing(self, room):
        for _ in range(5):
            assert not report(room, [[0, 60]], position=60).json()["done"]
        assert not room.is_done()

    def test_opening_the_page_again_and_again_is_worth_no_time(self, room):
        report(room, [[0, 60]], seconds_ago=3)
        before = Viewing.objects.get().intervals
        report(room, [[0, 60]], seconds_ago=3600)
        after = Viewing.objects.get().intervals
        assert after[0][1] - before[0][1] < 5

    def test_the_threshold_is_the_pages(self, client):
        room = Classroom(make_recording_page, type(client), watched_percent=10)
        assert report(room, [[0, 7]], seconds_ago=10).json()["done"]

    def test_a_recording_of_unknown_length_never_completes_by_watching(self, client):
        recording = RecordingFactory(duration=0)
        room = Classroom(make_recording_page, type(client), recording=recording)
        assert not report(room, [[0, 60]], seconds_ago=100).json()["done"]

    def test_the_place_is_kept_for_the_next_visit(self, room):
        report(room, [[0, 20]], position=20.4, seconds_ago=30)
        html = room.client.get(room.url()).content.decode()
        assert 'data-position="20.4"' in html
        assert "Katsottu 33 %" in html
        assert 'data-position=""' in room.client.get(room.url(), {"t": "5"}).content.decode()

    BAD = [
        {"played": ""},
        {"played": "null"},
        {"played": "{}"},
        {"played": "[[1]]"},
        {"played": '[["a", "b"]]'},
        {"played": "[[NaN, 1]]"},
        {"played": "[[0, Infinity]]"},
        {"played": "[[true, 2]]"},
        {"played": "[" * 5000},
        {"played": json.dumps([[0, 1]] * 501)},
        {"played": "x" * 50_000},
        {"played": "[[0, 1" + "0" * 400 + "]]"},
        {"played": "[[0, 1\x00]]"},
        {"position": "-1"},
        {"position": "nan"},
        {"position": "1e400"},
        {"position": ""},
        {"position": "<script>"},
        {"opened": ""},
        {"opened": "WzEsMiwzXQ:made:up"},
        {"opened": "😀"},
    ]

    @pytest.mark.parametrize("data", BAD)
    def test_bad_reports_get_a_message_and_store_nothing(self, room, data):
        values = {"played": "[[0, 1]]", "position": "1", "opened": mark(room), **data}
        response = room.client.post(room.url("katselu/"), values)
        assert response.status_code == 422
        assert response.json()["message"]
        assert not Viewing.objects.exists()

    def test_anothers_opening_mark_is_refused(self, room):
        theirs = mark(room, enrolment=room.fellow())
        assert report(room, [[0, 1]], opened=theirs).status_code == 422

    def test_double_reports_count_once(self, room):
        for _ in range(2):
            report(room, [[0, 20]], seconds_ago=20)
        assert Viewing.objects.count() == 1
        assert domain.watched(enrolment=room.enrolment, page=room.page).percent == 33

    @hypothesis_settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.tuples(st.floats(-5, 70), st.floats(-5, 70)), max_size=5), st.integers(0, 15))
    def test_no_quick_claim_completes(self, room, claims, seconds):
        Viewing.objects.all().delete()
        response = report(room, [list(pair) for pair in claims], seconds_ago=seconds)
        assert response.status_code == 200
        assert not response.json()["done"]

    def test_preview_stores_nothing(self, room):
        answer = room.browser(room.trainer).post(room.url("katselu/"), {"played": "[[0, 60]]"})
        assert answer.json()["done"] is False
        assert not Viewing.objects.exists()
        assert "data-report" not in room.browser(room.trainer).get(room.url()).content.decode()

    def test_only_by_post(self, room):
        assert room.client.get(room.url("katselu/")).status_code == 405


class TestTextAlternative:
    def test_reading_it_completes_without_scripts(self, room):
        response = room.client.post(room.url("tekstivastine/"), follow=True)
        assert "Osio on suoritettu" in response.content.decode()
        assert room.is_done()
        assert Viewing.objects.get().read_transcript_at
        assert "Olen lukenut tekstivastineen" not in room.client.get(room.url()).content.decode()

    def test_twice_is_once(self, room):
        for _ in range(2):
            assert room.client.post(room.url("tekstivastine/")).status_code == 302
        assert room.enrolment.completions.count() == 1

    def test_it_does_not_harm_what_was_watched(self, room):
        report(room, [[0, 20]], position=20, seconds_ago=20)
        room.client.post(room.url("tekstivastine/"))
        assert domain.watched(enrolment=room.enrolment, page=room.page).percent == 33

    def test_opening_the_address_completes_nothing(self, room):
        assert room.client.get(room.url("tekstivastine/")).status_code == 302
        assert not room.is_done()

    def test_preview_stores_nothing(self, room):
        room.browser(room.trainer).post(room.url("tekstivastine/"))
        assert not Viewing.objects.exists()

    def test_a_recording_without_one_cannot_be_published(self, room):
        from django.core.exceptions import ValidationError

        room.page.recording = RecordingFactory(transcript="  ")
        with pytest.raises(ValidationError) as caught:
            room.page.full_clean()
        assert "recording" in caught.value.message_dict


class TestOwnQuestion:
    @pytest.fixture
    def room(self, client):
        return Classroom(make_recording_page, type(client), asks_question=True)

    def ask(self, room, text="Mistä huomaan, että autan liikaa?", **options):
        return room.client.post(room.url("kysymys/"), {"question": text}, **options)

    def test_watching_alone_is_not_enough(self, room):
        answer = report(room, [[0, 50]], position=50, seconds_ago=60).json()
        assert (answer["percent"], answer["done"]) == (83, False)
        assert answer["message"] == "Vielä oma kysymys, niin osio on suoritettu."
        assert not room.is_done()
        html = room.client.get(room.url()).content.decode()
        assert answer["message"] in html
        assert "Olen lukenut tekstivastineen" not in html

    def test_the_question_afterwards_completes(self, room):
        report(room, [[0, 50]], seconds_ago=60)
        assert "Osio on suoritettu." in self.ask(room, follow=True).content.decode()
        assert room.is_done()

    def test_the_question_alone_is_not_enough_and_watching_afterwards_completes(self, room):
        assert "Kysymyksesi on tallennettu." in self.ask(room, follow=True).content.decode()
        assert not room.is_done()
        assert report(room, [[0, 50]], seconds_ago=60).json()["message"] == "Osio on suoritettu."
        assert room.is_done()

    @pytest.mark.parametrize("first", ["text", "question"])
    def test_reading_the_text_alternative_is_as_good(self, room, first):
        ways = {
            "text": lambda: room.client.post(room.url("tekstivastine/"), follow=True),
            "question": lambda: self.ask(room),
        }
        ways.pop(first)()
        assert not room.is_done()
        for way in ways.values():
            way()
        assert room.is_done()

    def test_who_has_read_is_told_what_is_left(self, room):
        html = room.client.post(room.url("tekstivastine/"), follow=True).content.decode()
        assert html.count("Vielä oma kysymys, niin osio on suoritettu.") == 2
        assert "Osio on suoritettu: luit" not in html

    def test_a_question_may_be_changed_afterwards(self, room):
        for text in ("Ensimmäinen?", "  Toinen? 🌊 "):
            assert self.ask(room, text).status_code == 302
        assert SessionQuestion.objects.get().text == "Toinen? 🌊"
        assert "Toinen? 🌊" in room.client.get(room.url()).content.decode()

    @pytest.mark.parametrize("text", ["", "  \n ", "x" * 501, "a\x00b"])
    def test_bad_input_gets_a_message_and_loses_nothing(self, room, text):
        answer = self.ask(room, text)
        html = answer.content.decode()
        assert answer.status_code == 422
        assert 'class="form-errors"' in html
        assert 'aria-invalid="true"' in html
        assert text.strip().replace("\0", "")[:100] in html
        assert not SessionQuestion.objects.exists()

    def test_double_submit_is_one_question_and_one_completion(self, room):
        report(room, [[0, 50]], seconds_ago=60)
        for _ in range(2):
            assert self.ask(room).status_code == 302
        assert SessionQuestion.objects.count() == room.enrolment.completions.count() == 1

    def test_preview_stores_nothing(self, room):
        room.client = room.browser(room.trainer)
        assert "Esikatselussa mitään ei tallenneta." in self.ask(room, follow=True).content.decode()
        assert not SessionQuestion.objects.exists()
        assert "Osallistujien kysymykset" in room.client.get(room.url()).content.decode()

    def test_opening_the_address_stores_nothing(self, room):
        assert room.client.get(room.url("kysymys/")).status_code == 302

    def test_who_was_done_before_the_author_asked_stays_done(self, client):
        room = Classroom(make_recording_page, type(client))
        assert self.ask(room).status_code == 404
        room.client.post(room.url("tekstivastine/"))
        room.page.asks_question = True
        room.page.save()
        assert self.ask(room).status_code == 302
        assert room.is_done()

    def test_another_trainees_question_is_not_mine(self, room):
        domain.ask(enrolment=room.fellow(), page=room.page, question="Toisen kysymys?", at=timezone.now())
        room.client.post(room.url("tekstivastine/"))
        assert not room.is_done()
        assert "Toisen kysymys?" not in room.client.get(room.url()).content.decode()


class TestFiles:
    def test_ranges_pass_the_gate(self, room):
        file = f"tallenne/{room.page.recording.public_id}/"
        response = room.client.get(room.url(file), headers={"Range": "bytes=0-9"})
        assert response.status_code == 206
        assert response["Content-Range"].startswith("bytes 0-9/")
        track = room.page.recording.tracks.get()
        assert room.client.get(room.url(f"{file}{track.pk}/"))["Content-Type"].startswith("text/vtt")

    def test_strangers_get_404(self, room):
        file = f"tallenne/{room.page.recording.public_id}/"
        assert room.browser(EnrolmentFactory().user).get(room.url(file)).status_code == 404
        assert room.browser(None).get(room.url(file)).status_code == 302
        other = MediaTrackFactory().recording
        assert room.client.get(room.url(f"tallenne/{other.public_id}/")).status_code == 404


def test_own_data(room):
    report(room, [[0, 20]], position=20, seconds_ago=20)
    user = room.enrolment.user
    assert privacy.export_person(user)["viewings"][0]["watched_seconds"] == [[0, 20]]
    privacy.erase_person(user, at=timezone.now())
    assert privacy.export_person(user) == {"viewings": []}
