"""One calm thread per activity and run: writing, changing, reporting, hiding."""

from copy import deepcopy
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff
from factories.modules import Classroom, make_discussion

from courses.enums import StaffRole
from courses.models import Enrolment
from modules.discussion import privacy
from modules.discussion.domain import moderation, posts
from modules.discussion.models import Post, Report
from modules.discussion.review_queue import pending
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(kept_rows):
    return Classroom(make_discussion)


@pytest.fixture
def room(made, client):
    return deepcopy(made).open_for(type(client))


def write(room, text="Etsin tilaa.", *, by=None, parent=None, ago=0):
    at = timezone.now() - timedelta(minutes=ago)
    return posts.write_post(enrolment=by or room.fellow(), page=room.page, text=text, at=at, parent=parent)


def send(room, text, rest="uusi/", key=None, client=None):
    return (client or room.client).post(room.url(rest), {"text": text, "key": str(key or uuid4())})


class TestTakingPart:
    def test_an_opening_and_a_reply_complete(self, room):
        other = write(room)
        send(room, "Tarjoan kahvit.")
        assert not room.is_done()
        response = send(room, "Minulla on tila.", f"vastaa/{other.public_id}/")
        assert response.status_code == 302
        assert room.is_done()

    def test_a_reply_to_oneself_does_not_count(self, room):
        own = write(room, by=room.enrolment)
        send(room, "Jatkan tästä.", f"vastaa/{own.public_id}/")
        assert posts.share_of(enrolment=room.enrolment, page=room.page) == posts.Share(posts=1, replies=0)
        assert not room.is_done()

    @pytest.mark.parametrize(("needed", "replies"), [(2, 0), (1, 0), (0, 1)])
    def test_the_page_says_how_many(self, client, needed, replies):
        room = Classroom(make_discussion, type(client), posts_needed=needed, replies_needed=replies)
        other = write(room)
        for number in range(needed):
            assert not room.is_done()
            send(room, f"Avaus {number}")
        for _ in range(replies):
            assert not room.is_done()
            send(room, "Vastaus", f"vastaa/{other.public_id}/")
        assert room.is_done()

    def test_the_author_of_the_opening_is_told(self, room):
        author = room.fellow()
        author.user.language = "sv"
        author.user.save()
        opening = write(room, by=author)
        send(room, "Minulla on tila.", f"vastaa/{opening.public_id}/")
        told = Notification.objects.get()
        assert told.user == author.user
        assert told.kind == "discussion-reply"
        assert room.page.title in told.subject
        assert "Vastaus viestiisi" not in told.subject  # in the receiver's language
        assert "Minulla on tila." not in told.text
        assert told.in_digest
        assert not OutgoingMail.objects.exists()
        response = room.browser(author.user).get(told.url, follow=True)
        assert "Minulla on tila." in response.content.decode()

    def test_nobody_is_told_of_their_own_reply(self, room):
        own = write(room, by=room.enrolment)
        send(room, "Jatkan.", f"vastaa/{own.public_id}/")
        assert not Notification.objects.exists()

    def test_the_same_form_sent_twice_is_one_post(self, room):
        key = uuid4()
        for _ in range(2):
            assert send(room, "Kerran vain.", key=key).status_code == 302
        assert Post.objects.count() == 1

    def test_anothers_key_takes_nothing_over(self, room):
        theirs = write(room)
        send(room, "Oma.", key=theirs.public_id)
        assert Post.objects.count() == 2
        assert Post.objects.get(public_id=theirs.public_id).text == "Etsin tilaa."


BAD = [
    ("", "Kirjoita viesti."),
    ("  \n ", "Kirjoita viesti."),
    ("x" * 3001, "3000"),
    ("a\x00b", "Tekstissä on merkki, jota ei voi tallentaa"),
]


@pytest.mark.parametrize(("text", "words"), BAD)
@pytest.mark.parametrize("where", ["uusi", "vastaa", "muokkaa"])
def test_bad_input_gets_a_message_and_loses_nothing(room, where, text, words):
    post = write(room, by=room.enrolment if where == "muokkaa" else None)
    rest = "uusi/" if where == "uusi" else f"{where}/{post.public_id}/"
    response = send(room, text, rest)
    html = response.content.decode()
    assert response.status_code == 422
    assert "form-errors" in html
    assert words in html
    assert text.replace("\x00", "").strip()[:3000] in html
    assert Post.objects.count() == 1


@pytest.mark.parametrize("data", [{}, {"text": "Hei"}, {"text": "Hei", "key": "ei-uuid"}, {"key": "😀"}])
def test_forms_without_a_sound_key_never_break(room, data):
    assert room.client.post(room.url("uusi/"), data).status_code == (302 if "text" in data else 422)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "Äiti 🌊", "{% load %}", "a\r\n\r\nb"])
def test_odd_texts_are_kept_and_escaped(room, text):
    send(room, text)
    html = room.client.get(room.url()).content.decode()
    assert "<script>alert(1)</script>" not in html
    assert Post.objects.get().text == text


class TestChanging:
    def test_within_the_time(self, room):
        own = write(room, by=room.enrolment, ago=29)
        assert send(room, "Parempi sana.", f"muokkaa/{own.public_id}/").status_code == 302
        own.refresh_from_db()
        assert own.text == "Parempi sana."
        assert own.edited_at
        assert "muokattu" in room.client.get(room.url()).content.decode()

    def test_after_it_the_words_are_not_lost(self, room):
        own = write(room, by=room.enrolment, ago=31)
        response = send(room, "Liian myöhään kirjoitettu.", f"muokkaa/{own.public_id}/")
        assert response.status_code == 422
        assert "Muokkausaika on päättynyt" in response.content.decode()
        assert "Liian myöhään kirjoitettu." in response.content.decode()
        own.refresh_from_db()
        assert own.text == "Etsin tilaa."
        assert f"muokkaa/{own.public_id}" not in room.client.get(room.url()).content.decode()

    def test_others_posts_do_not_exist_for_changing(self, room):
        theirs = write(room)
        for rest in ("muokkaa", "poista"):
            for method in (room.client.get, room.client.post):
                assert method(room.url(f"{rest}/{theirs.public_id}/")).status_code == 404

    def test_deleting_leaves_a_note_and_takes_the_completion_back(self, room):
        other = write(room)
        send(room, "Vastaus", f"vastaa/{other.public_id}/")
        send(room, "Salainen juttu")
        assert room.is_done()
        own = Post.objects.get(text="Salainen juttu")
        assert "Salainen juttu" in room.client.get(room.url(f"poista/{own.public_id}/")).content.decode()
        for _ in range(2):
            assert room.client.post(room.url(f"poista/{own.public_id}/")).status_code == 302
        html = room.client.get(room.url()).content.decode()
        assert "Salainen juttu" not in html
        assert "Kirjoittaja on poistanut viestin." in html
        assert not room.is_done()

    def test_a_deleted_opening_takes_no_replies_and_loses_no_words(self, room):
        opening = write(room)
        posts.delete_post(post=opening, by=opening.enrolment, at=timezone.now())
        response = send(room, "Vastaan silti.", f"vastaa/{opening.public_id}/")
        assert response.status_code == 422
        assert "Vastaan silti." in response.content.decode()
        assert room.client.get(room.url(f"vastaa/{opening.public_id}/")).status_code == 302

    def test_replies_go_one_level_deep(self, room):
        reply = write(room, parent=write(room))
        assert send(room, "Syvemmälle", f"vastaa/{reply.public_id}/").status_code == 404


class TestReporting:
    def test_a_report_reaches_the_trainers_inbox(self, room, django_assert_num_queries):
        post = write(room)
        response = room.client.post(room.url(f"ilmoita/{post.public_id}/"), {"reason": "Nimi näkyy."}, follow=True)
        assert "Olet ilmoittanut viestistä." in response.content.decode()
        with django_assert_num_queries(1):
            entry = pending(user=room.trainer)[0]
        assert entry.person == room.enrolment.user.get_full_name()
        html = room.browser(room.trainer).get(entry.url, follow=True).content.decode()
        assert "Ilmoitettu kouluttajille" in html
        assert "Käsittele ilmoitus" in html
        assert "Nimi näkyy." in room.browser(room.trainer).get(room.url(f"piilota/{post.public_id}/")).content.decode()

    def test_only_the_runs_trainers_get_it(self, room):
        moderation.report_post(post=write(room), by=room.enrolment, reason="", at=timezone.now())
        assert not pending(user=make_staff(make_run(course=room.course)))
        assert not pending(user=make_staff(room.run, StaffRole.COORDINATOR))
        assert not pending(user=room.enrolment.user)

    def test_twice_is_once_and_a_settled_one_opens_again(self, room):
        post = write(room)
        for _ in range(2):
            room.client.post(room.url(f"ilmoita/{post.public_id}/"), {"reason": ""})
        assert Report.objects.count() == 1
        room.browser(room.trainer).post(room.url(f"kasitelty/{post.public_id}/"))
        assert not pending(user=room.trainer)
        room.client.post(room.url(f"ilmoita/{post.public_id}/"), {"reason": "Yhä"})
        assert len(pending(user=room.trainer)) == 1

    def test_bad_reasons_and_ones_own_post(self, room):
        post, own = write(room), write(room, by=room.enrolment)
        assert room.client.post(room.url(f"ilmoita/{post.public_id}/"), {"reason": "x" * 301}).status_code == 422
        assert room.client.get(room.url(f"ilmoita/{own.public_id}/")).status_code == 404
        assert room.browser(room.trainer).get(room.url(f"ilmoita/{post.public_id}/")).status_code == 404


class TestHiding:
    def test_the_text_is_gone_for_trainees_and_the_author_sees_why(self, room):
        own = write(room, "Sopimaton sana", by=room.enrolment)
        trainer = room.browser(room.trainer)
        assert trainer.post(room.url(f"piilota/{own.public_id}/"), {"reason": "Ketään ei nimetä."}).status_code == 302
        mine = room.client.get(room.url()).content.decode()
        assert "Sopimaton sana" not in mine
        assert "Perustelu: Ketään ei nimetä." in mine
        others = room.browser(room.fellow().user).get(room.url()).content.decode()
        assert "Sopimaton sana" not in others
        assert "Ketään ei nimetä." not in others
        assert "Sopimaton sana" in trainer.get(room.url()).content.decode()
        assert room.client.get(room.url(f"muokkaa/{own.public_id}/")).status_code == 200
        assert send(room, "Uusi sana", f"muokkaa/{own.public_id}/").status_code == 422
        trainer.post(room.url(f"nayta/{own.public_id}/"))
        assert "Sopimaton sana" in room.client.get(room.url()).content.decode()

    @pytest.mark.parametrize("reason", ["", "  ", "x" * 301, "a\x00"])
    def test_a_reason_is_asked_for(self, room, reason):
        post = write(room)
        response = room.browser(room.trainer).post(room.url(f"piilota/{post.public_id}/"), {"reason": reason})
        assert response.status_code == 422
        post.refresh_from_db()
        assert post.hidden_at is None

    def test_trainees_cannot(self, room):
        post = write(room)
        for rest in ("piilota", "nayta", "kasitelty"):
            for method in (room.client.get, room.client.post):
                response = method(room.url(f"{rest}/{post.public_id}/"), {"reason": "Koska"})
                assert response.status_code == 404

    def test_a_deleted_post_cannot_be_hidden(self, room):
        post = write(room)
        posts.delete_post(post=post, by=post.enrolment, at=timezone.now())
        response = room.browser(room.trainer).post(room.url(f"piilota/{post.public_id}/"), {"reason": "Koska"})
        assert response.status_code == 422


class TestTrainersWrite:
    def test_an_opening_and_a_reply_that_count_as_the_trainers(self, room):
        trainer = room.browser(room.trainer)
        assert "Esikatselu" not in trainer.get(room.url()).content.decode()
        send(room, "Tervetuloa keskustelemaan.", client=trainer)
        theirs = write(room)
        send(room, "Hyvä kysymys.", f"vastaa/{theirs.public_id}/", client=trainer)
        rows = set(Post.objects.filter(is_by_staff=True).values_list("text", "staff", "enrolment"))
        assert rows == {("Tervetuloa keskustelemaan.", room.trainer.pk, None), ("Hyvä kysymys.", room.trainer.pk, None)}
        html = room.client.get(room.url()).content.decode()
        assert room.trainer.get_full_name() in html
        assert html.count('<span class="tag">kouluttaja</span>') == 2

    def test_the_same_form_twice_is_one_post(self, room):
        key = uuid4()
        for _ in range(2):
            send(room, "Kerran.", key=key, client=room.browser(room.trainer))
        assert Post.objects.count() == 1

    def test_a_reply_to_a_trainer_counts_and_is_told_in_the_digest(self, room):
        send(room, "Mitä ajattelette?", client=room.browser(room.trainer))
        opening = Post.objects.get()
        send(room, "Avaan itsekin.")
        send(room, "Minä ajattelen näin.", f"vastaa/{opening.public_id}/")
        assert room.is_done()
        told = Notification.objects.get(user=room.trainer)
        assert told.in_digest

    def test_ones_own_can_be_changed_and_deleted_and_nobody_elses(self, room):
        trainer = room.browser(room.trainer)
        send(room, "Alku", client=trainer)
        own = Post.objects.get()
        assert send(room, "Parempi alku", f"muokkaa/{own.public_id}/", client=trainer).status_code == 302
        other = room.browser(make_staff(room.run))
        for browser in (other, room.client):
            for rest in ("muokkaa", "poista"):
                assert browser.post(room.url(f"{rest}/{own.public_id}/"), {"text": "x"}).status_code == 404
        assert trainer.post(room.url(f"poista/{own.public_id}/")).status_code == 302
        own.refresh_from_db()
        assert own.deleted_at

    def test_a_trainer_who_is_gone_leaves_the_words(self, room):
        send(room, "Jää tänne", client=room.browser(room.trainer))
        assert privacy.export_person(room.trainer)["posts"][0]["text"] == "Jää tänne"
        privacy.erase_person(room.trainer, at=timezone.now())
        html = room.client.get(room.url()).content.decode()
        assert "Poistunut kouluttaja" in html
        assert "Jää tänne" in html

    def test_who_was_a_trainer_writes_no_more(self, room):
        room.run.staff.filter(user=room.trainer).update(ended_at=timezone.now())
        assert send(room, "Vielä", client=room.browser(room.trainer)).status_code == 404


class TestCoordinatorsRead:
    def test_only_what_was_reported(self, room):
        quiet, loud = write(room, "Rauhallinen viesti"), write(room, "Ilmoitettu viesti")
        answer = write(room, "Ilmoitettu vastaus", parent=quiet)
        for post in (loud, answer):
            moderation.report_post(post=post, by=room.enrolment, reason="", at=timezone.now())
        html = room.browser(make_staff(room.run, StaffRole.COORDINATOR)).get(room.url()).content.decode()
        assert "Ilmoitettu viesti" in html
        assert "Ilmoitettu vastaus" in html
        assert "Rauhallinen viesti" not in html
        assert "Kirjoita uusi viesti" not in html
        assert "/piilota/" not in html

    def test_and_nothing_when_nothing_was(self, room):
        write(room, "Rauhallinen viesti")
        html = room.browser(make_staff(room.run, StaffRole.COORDINATOR)).get(room.url()).content.decode()
        assert "Ei ilmoitettuja viestejä" in html
        assert "Rauhallinen viesti" not in html

    def test_hiding_is_the_trainers(self, room):
        post = write(room)
        coordinator = room.browser(make_staff(room.run, StaffRole.COORDINATOR))
        for rest in ("piilota", "nayta", "kasitelty"):
            assert coordinator.post(room.url(f"{rest}/{post.public_id}/"), {"reason": "x"}).status_code == 404


class TestWhoSees:
    def test_another_run_of_the_same_course_has_its_own_thread(self, room):
        post = write(room, "Vain tässä toteutuksessa")
        other = EnrolmentFactory(run=make_run(course=room.course))
        browser = room.browser(other.user)
        theirs = room.url().replace(room.run.slug, other.run.slug)
        assert "Vain tässä toteutuksessa" not in browser.get(theirs).content.decode()
        assert browser.get(room.url()).status_code == 404
        for rest in ("vastaa", "ilmoita", "muokkaa", "poista", "piilota"):
            assert browser.get(f"{theirs}{rest}/{post.public_id}/").status_code == 404
        assert browser.get(theirs, {"viesti": str(post.public_id)}).url == theirs

    def test_an_author_who_previews_sees_no_posts(self, room):
        from factories.accounts import AdminFactory

        write(room, "Osallistujien kesken")
        response = room.browser(AdminFactory()).get(f"/esikatselu/{room.page.pk}/")
        assert response.status_code == 200
        assert "Osallistujien kesken" not in response.content.decode()

    def test_a_stranger_gets_404(self, room):
        assert room.browser(UserFactory()).get(room.url()).status_code == 404

    @pytest.mark.parametrize("wanted", ["x", "😀", "00000000-0000-4000-8000-000000000000"])
    def test_links_to_posts_that_are_not_there(self, room, wanted):
        assert room.client.get(room.url(), {"viesti": wanted}).url == room.url()


def test_preview_stores_nothing(room):
    post = write(room)
    coordinator = room.browser(make_staff(room.run, StaffRole.COORDINATOR))
    for rest in ("uusi/", f"vastaa/{post.public_id}/"):
        response = coordinator.post(room.url(rest), {"text": "Kokeilu"}, follow=True)
        assert "Esikatselussa mitään ei tallenneta." in response.content.decode()
    assert Post.objects.count() == 1


def test_the_thread_is_paged_and_links_find_their_page(room):
    last = [write(room, f"Avaus {n}", by=room.enrolment) for n in range(25)][-1]
    html = room.client.get(room.url()).content.decode()
    assert "Avaus 19" in html
    assert "Avaus 20" not in html
    response = room.client.get(room.url(), {"viesti": str(last.public_id)})
    assert response.url == f"{room.url()}?page=2#v-{last.public_id}"
    for number in ("abc", "-1", "999", "²"):
        assert room.client.get(room.url(), {"page": number}).status_code == 200


def test_a_long_thread_costs_no_more_queries(room, queries_of):
    def fill(openings):
        for _ in range(openings):
            opening = write(room)
            for _ in range(3):
                write(room, parent=opening)

    trainer, counts = room.browser(room.trainer), []
    for openings in (1, 12):
        fill(openings)
        counts.append(tuple(queries_of(lambda who=who: who.get(room.url())) for who in (room.client, trainer)))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 16


def test_own_data_and_erasing(room):
    opening = write(room, by=room.enrolment)
    write(room, "Vastaus siihen", parent=opening)
    send(room, "Toinen avaus")
    user = room.enrolment.user
    moderation.report_post(post=write(room), by=room.enrolment, reason="Syy", at=timezone.now())
    exported = privacy.export_person(user)
    assert [row["text"] for row in exported["posts"]] == ["Etsin tilaa.", "Toinen avaus"]
    assert exported["reports"][0]["reason"] == "Syy"
    privacy.erase_person(user, at=timezone.now())
    assert privacy.export_person(user) == {"posts": [], "reports": []}
    html = room.browser(room.fellow().user).get(room.url()).content.decode()
    assert "Poistunut osallistuja" in html
    assert "Etsin tilaa." in html
    assert "Vastaus siihen" in html


def test_a_reply_to_an_erased_author_counts(room):
    opening = write(room)
    privacy.erase_person(opening.enrolment.user, at=timezone.now())
    send(room, "Vastaan silti", f"vastaa/{opening.public_id}/")
    assert posts.share_of(enrolment=Enrolment.objects.get(pk=room.enrolment.pk), page=room.page).replies == 1
