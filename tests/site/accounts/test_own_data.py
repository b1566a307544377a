"""The copy of one's own data and the end of an account: who may, what goes and stays, what has to be done first."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import PASSWORD, OrganisationContactFactory, UserFactory
from factories.certificates import make_certificate, make_ready
from factories.courses import EnrolmentFactory, make_run, make_staff
from factories.groups import make_group

from accounts import data_views, leaving
from accounts.domain import accept_terms, create_person
from courses.enums import EnrolmentState, RunState, StaffRole
from courses.groups.domain.lifecycle import end_group
from courses.models import CourseRun
from notifications.domain import notify
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db

ERASE = "/tili/omat-tiedot/poista/"


def copy_link(client) -> str:
    answer = client.post("/tili/omat-tiedot/kopio/")
    assert answer.status_code == 302
    return answer.url


@pytest.fixture
def fresh(client):
    """Sign a person in who has just shown the password."""

    def sign_in(user):
        client.force_login(user)
        assert client.post("/tili/reauthenticate/", {"password": PASSWORD}).status_code == 302
        return user

    return sign_in


def test_my_data_is_one_file_with_what_all_apps_know(client):
    user = create_person(email="kuovi@esimerkki.test", given_name="Kuovi", family_name="Åström", password="x" * 12)
    accept_terms(user=user, version="2026-11", at=timezone.now())
    contact = OrganisationContactFactory(user=user)
    notify(user=user, kind="greeting", subject="Tervetuloa", text="Hei!", at=timezone.now())
    notify(user=UserFactory(), kind="greeting", subject="Toisen asia", text="Salaisuus", at=timezone.now())
    client.force_login(user)

    answer = client.get(f"{copy_link(client)}lataa/")
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        text = archive.read("omat-tiedot.json").decode()
    data = json.loads(text)
    assert data["accounts"]["account"]["family_name"] == "Åström"
    assert data["accounts"]["accepted_terms"][0]["version"] == "2026-11"
    assert data["accounts"]["organisations"][0]["organisation__name"] == contact.organisation.name
    assert [told["subject"] for told in data["notifications"]["notifications"]] == ["Tervetuloa"]
    assert "Salaisuus" not in text
    assert user.password not in text


def test_the_copy_holds_the_certificates_as_they_were_issued(client):
    certificate = make_certificate(make_ready())
    client.force_login(certificate.enrolment.user)
    link = copy_link(client)
    assert "Lataa ZIP" in client.get(link).content.decode()
    answer = client.get(f"{link}lataa/")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        packed = archive.read(f"certificates/{certificate.file_name}")
    with certificate.pdf.open("rb") as file:
        assert packed == file.read()


@pytest.mark.parametrize("way", ["another login", "a day later", "made up", "signed for something else"])
def test_the_link_works_for_nobody_else_and_for_a_day(client, monkeypatch, way):
    owner = UserFactory()
    client.force_login(owner)
    link = copy_link(client)
    if way == "another login":
        client.force_login(UserFactory())
    elif way == "a day later":
        monkeypatch.setattr(data_views, "VALID", timedelta(seconds=-1))
    elif way == "made up":
        link = reverse("accounts:copy", kwargs={"token": "x" * 80})
    else:
        link = reverse("accounts:copy", kwargs={"token": data_views.signing.dumps(str(owner.public_id), salt="other")})
    for address in (link, f"{link}lataa/"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Linkki ei ole voimassa" in answer.content.decode()


def test_only_a_press_makes_a_link_and_opening_the_pages_changes_nothing(client, fresh):
    user = fresh(UserFactory())
    assert client.get("/tili/omat-tiedot/kopio/").status_code == 405
    client.get(ERASE)
    user.refresh_from_db()
    assert user.anonymized_at is None


def test_an_account_is_erased_by_its_owner_who_is_told_what_stays(client, fresh):
    certificate = make_certificate(make_ready(name=("Kuovi", "Rantanen")))
    user = fresh(certificate.enrolment.user)
    email = user.email
    page = client.get(ERASE).content.decode()
    assert certificate.number in page
    assert "Todistusten rekisteri säilyy" in page
    answer = client.post(ERASE, {"email": f" {email.upper()} ", "understood": "on"})
    assert (answer.status_code, answer.url) == (302, "/tili/poistettu/")
    assert "Tilisi on poistettu" in client.get(answer.url).content.decode()
    user.refresh_from_db()
    assert (user.is_active, user.given_name) == (False, "Poistettu")
    told = OutgoingMail.objects.latest("pk")
    assert (told.to, told.subject) == (email, "Peili-tilisi on poistettu")
    assert client.get("/tili/omat-tiedot/").status_code == 302, "signed out"
    assert client.get(reverse("certificates:result", kwargs={"code": certificate.code})).status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"email": "lintu@esimerkki.test"},
        {"email": "toinen@esimerkki.test", "understood": "on"},
        {"email": "\x00", "understood": "on"},
        {"email": "😀<script>", "understood": "on"},
        {"email": "a" * 300, "understood": "on"},
    ],
)
def test_nobody_erases_an_account_by_a_slip_of_the_hand(client, fresh, typed):
    user = fresh(UserFactory(email="lintu@esimerkki.test"))
    assert client.post(ERASE, typed).status_code == 422
    user.refresh_from_db()
    assert user.anonymized_at is None


def test_who_has_been_signed_in_for_long_shows_the_password_again(client):
    user = UserFactory()
    client.force_login(user)
    answer = client.post(ERASE, {"email": user.email, "understood": "on"})
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/tili/reauthenticate/")
    user.refresh_from_db()
    assert user.anonymized_at is None


def test_a_running_group_is_handed_over_or_ended_first(client, fresh):
    enrolment = EnrolmentFactory(run=make_run(), state=EnrolmentState.ACTIVE)
    group = make_group(enrolment=enrolment, name="Saunapolku")
    user = fresh(enrolment.user)
    leave = reverse("courses:leave", kwargs={"run": enrolment.run.slug})
    for address, data in ((ERASE, {"email": user.email, "understood": "on"}), (leave, {})):
        assert "Saunapolku" in client.get(address).content.decode()
        assert client.post(address, data).status_code == 422
    with pytest.raises(leaving.UnableToLeave, match="Saunapolku"):
        leaving.erase_account(user=user, at=timezone.now())
    end_group(group=group, at=timezone.now())
    assert client.post(ERASE, {"email": user.email, "understood": "on"}).status_code == 302


def test_a_run_is_not_left_without_a_coordinator(client, fresh):
    run = make_run()
    user = fresh(make_staff(run, StaffRole.COORDINATOR))
    assert "ainoa koordinaattori" in client.get(ERASE).content.decode()
    assert client.post(ERASE, {"email": user.email, "understood": "on"}).status_code == 422
    make_staff(run, StaffRole.COORDINATOR)
    assert leaving.duties_of(user) == []


def test_a_course_is_left_once_and_its_staff_are_told(client):
    run = make_run()
    CourseRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING)
    trainer = make_staff(run)
    enrolment = EnrolmentFactory(run=run, state=EnrolmentState.ACTIVE)
    client.force_login(enrolment.user)
    leave = reverse("courses:leave", kwargs={"run": run.slug})
    assert run.name in client.get("/tili/omat-tiedot/").content.decode() or leaving.ways_out_of(enrolment.user)
    assert "Mitä jää talteen" in client.get(leave).content.decode()
    assert client.post(leave).status_code == 302
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.WITHDRAWN
    assert client.post(leave).status_code == 404, "pressed again, it is over"
    assert Notification.objects.filter(user=trainer, kind="enrolment-left").count() == 1


@pytest.mark.parametrize("state", ["applied", "completed", "withdrawn", "declined"])
def test_what_has_not_begun_or_is_over_cannot_be_left(client, state):
    enrolment = EnrolmentFactory(state=state)
    leave = reverse("courses:leave", kwargs={"run": enrolment.run.slug})
    client.force_login(enrolment.user)
    assert client.get(leave).status_code == 404
    client.force_login(UserFactory())
    assert client.post(leave).status_code == 404


def test_after_the_password_the_form_still_knows_where_it_belongs(client):
    user = UserFactory()
    client.force_login(user)
    asked = client.post(ERASE, {"email": user.email})
    page = client.post(asked.url, {"password": PASSWORD, "next": ERASE})
    assert page.status_code == 422
    assert f'action="{ERASE}"' in page.content.decode()
