"""The staff's pages of invitations: who reaches them, bad input, double submits, constant queries."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from factories.accounts import AdminFactory, OrganisationContactFactory, UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff
from factories.invitations import make_batch, make_invitation

from courses.enums import RunState, StaffRole
from courses.invitations.domain.checking import check_rows
from courses.invitations.domain.sending import send_batch, send_rows
from courses.invitations.enums import InvitationState
from courses.invitations.models import Invitation, InvitationBatch
from notifications.models import OutgoingMail

pytestmark = pytest.mark.django_db

# address, method, what the run's staff gets; everybody else gets 404, who is not signed in is sent to sign in
TABLE = [
    ("list", "get", 200),
    ("new", "get", 200),
    ("new", "post", 422),
    ("batch", "get", 200),
    ("fix", "get", 200),
    ("fix", "post", 422),
    ("send", "post", 302),
    ("act", "post", 302),
    ("correct", "get", 200),
    ("correct", "post", 422),
]


def where(name: str, run, *, batch=None, invitation=None) -> str:
    kwargs = {"run": run.slug}
    if name in ("batch", "fix", "send"):
        kwargs["batch"] = batch.public_id
    if name == "fix":
        kwargs["position"] = 1
    if name in ("act", "correct"):
        kwargs["invitation"] = invitation.public_id
    return reverse(f"invitations:{name}", kwargs=kwargs)


def test_staff_of_the_run_reach_its_invitations_and_nobody_else(client):
    run, elsewhere = make_run(), make_run()
    things = {"batch": make_batch(run, "tuuli@esimerkki.test"), "invitation": make_invitation(run)}
    people = {
        "trainer": make_staff(run),
        "coordinator": make_staff(run, StaffRole.COORDINATOR),
        "other_trainer": make_staff(elsewhere),
        "trainee": EnrolmentFactory(run=run).user,
        "advisor": OrganisationContactFactory().user,
        "stranger": UserFactory(),
        "superuser": AdminFactory(),
        "anonymous": None,
    }
    got, expected = {}, {}
    for role, person in people.items():
        client.logout()
        if person:
            client.force_login(person)
        for name, method, staff in TABLE:
            savepoint = transaction.savepoint()
            answer = getattr(client, method)(where(name, run, **things))
            got[role, name, method] = answer.status_code
            expected[role, name, method] = {"trainer": staff, "coordinator": staff, "anonymous": 302}.get(role, 404)
            transaction.savepoint_rollback(savepoint)
            if role == "anonymous":
                assert answer.url.startswith(reverse("account_login"))
        if role == "other_trainer":  # a list of one run does not open under another run's address
            assert client.get(where("batch", elsewhere, **things)).status_code == 404
            assert client.get(where("correct", elsewhere, **things)).status_code == 404
    assert got == expected


BAD_LISTS = [
    {},
    {"pasted": " \n "},
    {"pasted": "a\0b@esimerkki.test"},
    {"pasted": "a@b.fi", "file": True},
    {"pasted": '"' + "a" * 200_000},
    {"key": "ei-uuid", "pasted": "a@b.fi"},
    {"file": SimpleUploadedFile("kuva.xlsx", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")},
    {"file": SimpleUploadedFile("tyhja.csv", b"")},
]


@pytest.mark.parametrize("data", BAD_LISTS)
def test_a_bad_list_is_refused_beside_its_field_and_stores_nothing(client, data):
    run = make_run()
    client.force_login(make_staff(run))
    if data.get("file") is True:
        data = data | {"file": SimpleUploadedFile("lista.csv", b"a@b.fi")}

    answer = client.post(where("new", run), {"key": str(uuid4()), **data})

    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)
    assert not InvitationBatch.objects.exists()


def test_from_a_pasted_list_to_mails_sent_twice_it_is_one(client):
    run = make_run()
    client.force_login(make_staff(run))
    data = {"pasted": "Meri Koski <meri@esimerkki.test>\n<script>alert(1)</script>;tuuli", "key": str(uuid4())}

    pages = [client.post(where("new", run), data) for _time in range(2)]

    assert pages[0].url == pages[1].url
    batch = InvitationBatch.objects.get()
    waiting = client.get(pages[0].url).text
    assert 'data-under-way="checking"' in waiting
    assert 'value="0"' in waiting
    check_rows(batch.pk, at=timezone.now())
    page = client.get(pages[0].url)
    assert "Lähetä 1 kutsu" in page.text
    assert "<script>alert" not in page.text
    fixed = client.post(
        reverse("invitations:fix", kwargs={"run": run.slug, "batch": batch.public_id, "position": 2}),
        {"email": " Tuuli@Esimerkki.test", "name": ""},
    )
    assert "Lähetä 2 kutsua" in client.get(fixed.url).text
    assert not OutgoingMail.objects.exists()
    for _time in range(2):
        client.post(where("send", run, batch=batch), {"action": "send"})
        send_rows(batch.pk, at=timezone.now())
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == ["meri@esimerkki.test", "tuuli@esimerkki.test"]
    late = client.post(where("fix", run, batch=batch), {"email": "muu@esimerkki.test"}, follow=True)
    assert "Luettelo on jo lähetetty" in late.text


def test_resend_revoke_correct_from_the_list(client):
    run = make_run()
    invitation = make_invitation(run)
    client.force_login(make_staff(run))
    act, correct = (where(name, run, invitation=invitation) for name in ("act", "correct"))

    assert "juuri äsken" in client.post(act, {"action": "resend"}, follow=True).text
    for _time in range(2):
        assert "Kutsu on peruttu" in client.post(act, {"action": "revoke"}, follow=True).text
    assert Invitation.objects.get().state == InvitationState.REVOKED
    assert client.post(correct, {"email": "oikea@esimerkki.test"}).status_code == 422
    assert "lähetetty uudelleen" in client.post(act, {"action": "resend"}, follow=True).text
    assert client.post(correct, {"email": "meri@@esimerkki.test"}).status_code == 422
    assert "oikea@esimerkki.test" in client.post(correct, {"email": "oikea@esimerkki.test"}, follow=True).text
    page = client.get(where("list", run) + "?tila=replaced&q=meri%00")
    assert "Uusi osoite: oikea@esimerkki.test" in page.text
    assert client.post(f"{act}?tila=replaced", {"action": "muu"}).url.endswith("/kutsut/?tila=replaced")


def test_the_pages_ask_as_much_for_many_as_for_few(client):
    run = make_run()
    staff = make_staff(run)
    client.force_login(staff)
    counts = []
    for size in (2, 60):
        text = "\n".join(f"lintu{size}-{n}@esimerkki.test" for n in range(size))
        batch, sent = make_batch(run, text, by=staff), make_batch(run, text.replace("lintu", "kurki"), by=staff)
        send_batch(batch=sent, at=timezone.now())
        send_rows(sent.pk, at=timezone.now())
        asked = []
        for url in (where("list", run), where("batch", run, batch=batch), where("batch", run, batch=sent)):
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(url).status_code == 200
            asked.append(len(captured))
        counts.append(asked)

    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12


def test_a_draft_says_why_nobody_can_be_invited(client):
    run = make_run(state=RunState.DRAFT)
    client.force_login(make_staff(run))

    page = client.get(where("new", run))

    assert "Julkaise se ensin" in page.text
    assert "<textarea" not in page.text
    assert client.post(where("new", run), {"pasted": "a@b.fi", "key": str(uuid4())}).status_code == 422
    assert not InvitationBatch.objects.exists()
