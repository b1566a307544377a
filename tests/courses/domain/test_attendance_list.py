"""The attendance list as evidence: the same rows on paper and in a spreadsheet, with corrections and a checksum."""

import io

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import OrganisationFactory, UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff
from openpyxl import load_workbook
from pypdf import PdfReader

from courses.domain.attendance import Mark, take_attendance
from courses.domain.attendance_list import UnableToList, as_pdf, as_xlsx, attendance_list
from courses.domain.registers import close_register, reopen_register

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    """A closed register of two trainees, one of whom pays nothing and is called oddly."""
    run = make_run()
    people = [
        EnrolmentFactory(
            run=run, user=UserFactory(given_name="Kimmo", family_name="Kiuru"), payer=OrganisationFactory(name="Pori")
        ),
        EnrolmentFactory(run=run, user=UserFactory(given_name="=1+1", family_name="Žofia")),
    ]
    found = run.sessions.first()
    found.run = run
    marks = {people[0].pk: Mark("present"), people[1].pk: Mark("partial", 60, "@tuli myöhässä")}
    take_attendance(session=found, marks=marks, by=make_staff(run), at=timezone.now())
    close_register(session=found, by=None, at=timezone.now())
    found.refresh_from_db()
    return found


def cells(content):
    return [[cell for cell in row if cell is not None] for row in load_workbook(io.BytesIO(content)).active.values]


def test_paper_and_spreadsheet_hold_the_same(session):
    made = attendance_list(session=session)
    paper = PdfReader(io.BytesIO(as_pdf(made, language="fi")))
    text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    rows = cells(as_xlsx(made))

    for words in ("Kiuru, Kimmo", "Pori", "180", "60", "tuli myöhässä"):
        assert words in text
        assert any(words in str(cell) for row in rows for cell in row), words
    assert made.checksum in text.replace(" ", "")
    assert rows[-1][-1] == made.checksum
    assert paper.trailer["/Root"]["/Lang"] == "fi"


def test_no_text_is_a_formula(session):
    for row in cells(as_xlsx(attendance_list(session=session))):
        assert not [cell for cell in row if str(cell).startswith(("=", "@", "+"))]


def test_a_remark_with_a_sign_that_no_workbook_holds_is_listed_all_the_same(session):
    session.attendances.filter(remark="@tuli myöhässä").update(remark="\x01=1+1")
    assert "'=1+1" in [cell for row in cells(as_xlsx(attendance_list(session=session))) for cell in row]


def test_the_checksum_changes_with_the_content_and_only_with_it(session):
    first = attendance_list(session=session).checksum
    assert attendance_list(session=session).checksum == first
    enrolment = session.run.enrolments.first()
    reopen_register(session=session, by=None, reason="Tarkistus", at=timezone.now())
    take_attendance(
        session=session, marks={enrolment.pk: Mark("absent")}, by=None, reason="Väärä henkilö", at=timezone.now()
    )
    close_register(session=session, by=None, at=timezone.now())
    session.refresh_from_db()

    made = attendance_list(session=session)

    assert made.checksum != first
    assert made.corrections[0][2] == "Väärä henkilö"


def test_an_open_register_gives_no_list(session, client):
    reopen_register(session=session, by=None, reason="Tarkistus", at=timezone.now())
    session.refresh_from_db()
    with pytest.raises(UnableToList):
        attendance_list(session=session)
    client.force_login(make_staff(session.run))
    url = reverse("courses:attendance-file", kwargs={"run": session.run.slug, "position": 1, "ending": "pdf"})

    assert "Luettelon saa, kun läsnäolot on lukittu." in client.get(url, follow=True).content.decode()


@pytest.mark.parametrize(("ending", "status"), [("pdf", 200), ("xlsx", 200), ("exe", 404)])
def test_is_downloaded_by_staff(session, client, ending, status):
    client.force_login(make_staff(session.run))
    url = reverse("courses:attendance-file", kwargs={"run": session.run.slug, "position": 1, "ending": ending})

    answer = client.get(url)

    assert answer.status_code == status
    if status == 200:
        assert f"lasnaolot-{session.run.slug}-1.{ending}" in answer["Content-Disposition"]
