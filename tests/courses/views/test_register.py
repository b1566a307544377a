"""The register as a page: marks, conflicts, reasons, closing and opening, bad input, the trail."""

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff

from courses.domain.attendance import Mark, take_attendance
from courses.domain.registers import close_register, reopen_register
from courses.enums import SessionState
from courses.models import Attendance, AttendanceChange, RegisterEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """A run of two trainees, its first session, and a signed-in trainer."""

    class Desk:
        run = make_run()
        trainer = make_staff(run)
        kiuru = EnrolmentFactory(run=run, user=UserFactory(given_name="Kimmo", family_name="Kiuru"))
        metso = EnrolmentFactory(run=run, user=UserFactory(given_name="Mikko", family_name="Metso"))
        session = run.sessions.first()
        url = reverse("courses:attendance", kwargs={"run": run.slug, "position": 1})
        lock_url = reverse("courses:attendance-lock", kwargs={"run": run.slug, "position": 1})

        def row(self, person, state="present", minutes="", remark="", seen=0):
            values = {"state": state, "minutes": minutes, "remark": remark, "seen": seen}
            return {f"p{person.pk}-{name}": value for name, value in values.items()}

        def post(self, *rows, **more):
            data = dict(more)
            for row in rows:
                data |= row
            return client.post(self.url, data)

        def take(self, person, mark, by=None):
            take_attendance(session=self.session, marks={person.pk: mark}, by=by or self.trainer, at=timezone.now())

    client.force_login(Desk.trainer)
    return Desk()


def state_of(person):
    return Attendance.objects.get(enrolment=person).state


def test_marks_are_saved_and_the_page_says_how_many(desk, client):
    answer = desk.post(desk.row(desk.kiuru), desk.row(desk.metso, "partial", "60", "Tuli myöhässä"))

    assert answer.status_code == 302
    assert "2 merkintää tallennettu." in client.get(desk.url).content.decode()
    assert state_of(desk.metso) == "partial"


def test_the_rest_is_marked_present_with_one_button(desk):
    desk.post(desk.row(desk.kiuru, "absent"), desk.row(desk.metso, "unmarked"), action="rest_present")

    assert (state_of(desk.kiuru), state_of(desk.metso)) == ("absent", "present")


def test_the_rest_is_not_whom_a_colleague_has_marked_meanwhile(desk):
    desk.take(desk.metso, Mark("absent"), by=make_staff(desk.run))

    answer = desk.post(desk.row(desk.kiuru, "unmarked"), desk.row(desk.metso, "unmarked"), action="rest_present")

    assert answer.status_code == 302
    assert (state_of(desk.kiuru), state_of(desk.metso)) == ("present", "absent")


def test_a_changed_state_leaves_old_minutes_behind(desk):
    desk.take(desk.kiuru, Mark("partial", 60))

    desk.post(desk.row(desk.kiuru, "present", "60", seen=1))

    row = Attendance.objects.get()
    assert (row.state, row.minutes) == ("present", 180)


def test_whoever_joined_since_the_page_was_opened_is_left_alone(desk):
    assert desk.post(desk.row(desk.kiuru)).status_code == 302
    assert not Attendance.objects.filter(enrolment=desk.metso).exists()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"state": "partial"}, "Kirjoita, montako minuuttia"),
        ({"minutes": "181"}, "Kerta kesti 180 minuuttia"),
        ({"minutes": "-1"}, "0"),
        ({"minutes": "puoli tuntia"}, "kokonaisluku"),
        ({"minutes": "9" * 40}, "1440"),
        ({"state": "tuntematon"}, "Kimmo Kiuru: "),
        ({"remark": "x" * 201}, "200"),
        ({"remark": "a\x00b"}, "Kimmo Kiuru: "),
        ({"seen": "eilen"}, ""),
    ],
)
def test_bad_input_is_told_beside_the_row_and_nothing_is_saved_or_lost(desk, values, words):
    answer = desk.post({**desk.row(desk.kiuru), **desk.row(desk.kiuru, **values)}, desk.row(desk.metso, "absent"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "Mitään ei ole vielä tallennettu" in page
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("remark", ["<script>alert(1)</script>", "😀 myöhässä", "=1+1", "Žofia & ”ystävät”"])
def test_odd_remarks_are_kept_as_text(desk, client, remark):
    desk.post(desk.row(desk.kiuru, remark=remark))

    assert Attendance.objects.get().remark == remark
    assert "<script>alert(1)" not in client.get(desk.url).content.decode()


class TestTwoTrainers:
    def test_the_page_says_which_marks_another_has_changed_and_keeps_what_was_typed(self, desk):
        other = make_staff(desk.run, user=UserFactory(given_name="Tarmo", family_name="Teeri"))
        desk.take(desk.kiuru, Mark("absent"), by=other)

        answer = desk.post(desk.row(desk.kiuru, "present", "170", "Paikalla"), desk.row(desk.metso))

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Toinen kouluttaja on muuttanut" in page
        assert "Voimassa on Tarmo Teeri" in page
        assert 'value="Paikalla"' in page
        assert (state_of(desk.kiuru), state_of(desk.metso)) == ("absent", "present")

    def test_saving_again_makes_the_last_one_stand(self, desk):
        desk.take(desk.kiuru, Mark("absent"))
        page = desk.post(desk.row(desk.kiuru, "present")).content.decode()
        assert f'name="p{desk.kiuru.pk}-seen" value="1"' in page

        desk.post(desk.row(desk.kiuru, "present", seen=1))

        assert state_of(desk.kiuru) == "present"

    def test_a_colleague_who_closed_meanwhile_is_told_of(self, desk):
        for person in (desk.kiuru, desk.metso):
            desk.take(person, Mark("present"))
        close_register(session=desk.session, by=desk.trainer, at=timezone.now())

        answer = desk.post(desk.row(desk.kiuru, "absent", seen=1))

        assert answer.status_code == 422
        assert "Läsnäolot on lukittu" in answer.content.decode()


class TestClosing:
    def close(self, desk):
        for person in (desk.kiuru, desk.metso):
            desk.take(person, Mark("present"))
        close_register(session=desk.session, by=desk.trainer, at=timezone.now())

    def test_unmarked_people_are_named(self, desk, client):
        desk.take(desk.kiuru, Mark("present"))

        page = client.post(desk.lock_url, {"action": "lock"}, follow=True).content.decode()

        assert "Kirjaamatta 1: Mikko Metso." in page

    def test_opening_asks_a_reason(self, desk, client):
        self.close(desk)

        page = client.post(desk.lock_url, {"action": "unlock", "reason": " "}, follow=True).content.decode()
        assert "Kirjoita, miksi lista avataan." in page
        client.post(desk.lock_url, {"action": "unlock", "reason": "Väärä henkilö \x00"})

        desk.session.refresh_from_db()
        assert desk.session.state == SessionState.HELD
        assert RegisterEvent.objects.first().reason == "Väärä henkilö"

    @pytest.mark.parametrize("reason", ["x" * 5000, "<b>lihava</b>", "😀"])
    def test_odd_reasons_do_no_harm(self, desk, client, reason):
        self.close(desk)

        assert client.post(desk.lock_url, {"action": "unlock", "reason": reason}, follow=True).status_code == 200
        assert len(RegisterEvent.objects.first().reason) <= 400

    def test_a_correction_without_a_reason_keeps_what_was_typed(self, desk):
        self.close(desk)
        reopen_register(session=desk.session, by=desk.trainer, reason="Syy", at=timezone.now())

        answer = desk.post(desk.row(desk.kiuru, "absent", remark="Oli muualla", seen=1), reason="")

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Kirjoita muutoksen syy" in page
        assert 'value="Oli muualla"' in page
        assert state_of(desk.kiuru) == "present"

    def test_the_trail_tells_who_changed_what_and_why(self, desk, client):
        self.close(desk)
        reopen_register(session=desk.session, by=desk.trainer, reason="Tarkistus", at=timezone.now())
        desk.post(desk.row(desk.kiuru, "absent", seen=1), reason="Oli kotona")

        page = client.get(desk.url).content.decode()

        for words in ("Tarkistus", "Oli kotona", "Kimmo Kiuru", desk.trainer.get_full_name(), "Lista lukittu"):
            assert words in page

    def test_a_long_trail_comes_in_pages(self, desk, client, django_assert_max_num_queries):
        desk.take(desk.kiuru, Mark("present"))
        row = Attendance.objects.get()
        AttendanceChange.objects.bulk_create(
            AttendanceChange(
                attendance=row, revision=number, changed_by=desk.trainer, changed_at=timezone.now(),
                from_state="absent", to_state="present",
            )
            for number in range(2, 102)
        )  # fmt: skip

        with django_assert_max_num_queries(14):
            page = client.get(desk.url, {"page": 2}).content.decode()
        assert "Seuraava" in page


def test_a_cancelled_session_has_nothing_to_mark(desk, client):
    desk.session.state = SessionState.CANCELLED
    desk.session.save()

    page = client.get(desk.url).content.decode()

    assert "Kerta on peruttu" in page
    assert "Tallenna läsnäolot" not in page
