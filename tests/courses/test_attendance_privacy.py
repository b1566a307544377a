"""Attendance in the copy of one's data, and what remains of it when a person goes."""

import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from factories.accounts import UserFactory
from factories.courses import EnrolmentFactory, make_run

from courses.domain.attendance import Mark, take_attendance
from courses.domain.make_ups import Work, send_make_up
from courses.domain.registers import close_register, reopen_register
from courses.models import Attendance, AttendanceChange, ConferenceList, MakeUp
from courses.privacy import erase_person, export_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainee():
    """A trainee whose mark was corrected with a reason and who has sent make-up work with a file."""
    enrolment = EnrolmentFactory(run=make_run())
    session, by, at = enrolment.run.sessions.first(), UserFactory(), timezone.now()
    take_attendance(session=session, marks={enrolment.pk: Mark("present")}, by=by, at=at)
    close_register(session=session, by=by, at=at)
    reopen_register(session=session, by=by, reason="Tarkistus", at=at)
    marks = {enrolment.pk: Mark("absent", remark="Sairaana")}
    take_attendance(session=session, marks=marks, by=by, reason="Ilmoitti olleensa sairaana", at=at)
    close_register(session=session, by=by, at=at)
    work = Work("Oma vastaus", ContentFile(b"%PDF-1.7", name="oma.pdf"))
    send_make_up(make_up=MakeUp.objects.get(), work=work, revision=1, at=at + timedelta(minutes=1))
    return enrolment


def test_the_copy_holds_marks_changes_and_make_up_work(trainee):
    told = json.dumps(export_person(trainee.user), cls=DjangoJSONEncoder, ensure_ascii=False)

    for words in ("Sairaana", "Ilmoitti olleensa sairaana", "Oma vastaus", "oma.pdf", '"from_state": "present"'):
        assert words in told


def test_words_and_files_go_and_the_evidence_stays(trainee, run_on_commit):
    row = MakeUp.objects.get()
    storage, name = row.file.storage, row.file.name
    assert storage.exists(name)

    with run_on_commit():
        erase_person(trainee.user, at=timezone.now())

    mark, change, work = Attendance.objects.get(), AttendanceChange.objects.first(), MakeUp.objects.get()
    assert (mark.state, mark.remark) == ("absent", "")
    assert (change.from_state, change.to_state, change.to_remark) == ("present", "absent", "")
    assert change.reason == "–"
    assert (work.state, work.text, work.file.name, work.file_name) == ("sent", "", "", "")
    assert not storage.exists(name)


def test_another_persons_words_stay(trainee):
    erase_person(UserFactory(), at=timezone.now())

    assert Attendance.objects.get().remark == "Sairaana"


def test_lists_somebody_uploaded_go_with_them(trainee):
    trainer, session = UserFactory(), trainee.run.sessions.first()
    ConferenceList.objects.create(session=session, uploaded_by=trainer, uploaded_at=timezone.now())

    erase_person(trainer, at=timezone.now())

    assert not ConferenceList.objects.exists()
