"""Every address of certificates for every role: what one may not know of does not exist."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import AdminFactory, OrganisationFactory, UserFactory
from factories.certificates import (
    make_advisor,
    make_certificate,
    make_certifying_run,
    make_coordinator,
    make_ready,
    share,
)
from factories.courses import EnrolmentFactory, make_staff

from courses.certificates.domain.sharing import withdraw_share
from courses.certificates.models import IssueBatch, IssueRequest

pytestmark = pytest.mark.django_db

ROLES = [
    "anonymous", "holder", "other_trainee", "trainer", "trainer_elsewhere", "coordinator", "coordinator_elsewhere",
    "former_coordinator", "advisor", "advisor_after_withdrawal", "advisor_of_another", "superuser",
]  # fmt: skip
LOGIN = 302

# name of the address: (method, who gets in with which status); all others who are signed in get 404
ADDRESSES = {
    # The address of the holder leads others to the address of their own role.
    "detail": ("get", {"holder": 200, "trainer": 302, "coordinator": 302, "advisor": 302}),
    "download": ("get", {"holder": 200, "trainer": 302, "coordinator": 302, "advisor": 302}),
    "share": ("post", {"holder": 422}),
    "make-link": ("post", {"holder": 422}),
    "withdraw": ("post", {"holder": 302}),
    "name": ("get", {"holder": 200}),
    "run": ("get", {"trainer": 200, "coordinator": 200}),
    "issue": ("post", {"coordinator": 302}),
    "issuing": ("get", {"trainer": 200, "coordinator": 200}),
    "preview": ("get", {"trainer": 200, "coordinator": 200}),
    "staff-detail": ("get", {"trainer": 200, "coordinator": 200}),
    "staff-download": ("get", {"trainer": 200, "coordinator": 200}),
    "revoke": ("post", {"coordinator": 422}),
    "reissue": ("post", {"coordinator": 302}),
    "advisor": ("get", {"advisor": 200, "advisor_after_withdrawal": 200}),
    "advisor-detail": ("get", {"advisor": 200}),
    "advisor-download": ("get", {"advisor": 200}),
    "advisor-zip": ("get", {"advisor": 200, "advisor_after_withdrawal": 302}),
    "confidentiality": ("get", {"advisor": 200, "advisor_after_withdrawal": 200}),
    "run-zip": ("get", {"coordinator": 200}),
    "leave-role": ("get", {"advisor": 200, "advisor_after_withdrawal": 200}),
    "hand-over": ("post", {"advisor": 422, "advisor_after_withdrawal": 422}),
    "renew": ("post", {"holder": 302}),
}


@pytest.fixture
def scene():
    """One certificate, shared with two organizations, and everybody around it."""
    run = make_certifying_run()
    coordinator = make_coordinator(run)
    certificate = make_certificate(make_ready(run), by=coordinator)
    seeing, blind = OrganisationFactory(), OrganisationFactory()
    given = share(certificate, seeing)
    withdrawn = share(certificate, blind)
    withdraw_share(share=withdrawn, by=certificate.enrolment.user, at=timezone.now())
    former = make_coordinator(run)
    former.run_staff.update(ended_at=timezone.now())
    elsewhere = make_certifying_run()
    people = {
        "anonymous": None,
        "holder": certificate.enrolment.user,
        "other_trainee": EnrolmentFactory(run=run).user,
        "trainer": make_staff(run),
        "trainer_elsewhere": make_staff(elsewhere),
        "coordinator": coordinator,
        "coordinator_elsewhere": make_coordinator(elsewhere),
        "former_coordinator": former,
        "advisor": make_advisor(seeing),
        "advisor_after_withdrawal": make_advisor(blind),
        "advisor_of_another": make_advisor(),
        "superuser": AdminFactory(),
    }
    batch = IssueBatch.objects.create(run=run, asked_by=coordinator, asked_at=timezone.now())
    IssueRequest.objects.create(
        batch=batch, position=1, enrolment=certificate.enrolment, name="-", state="done", certificate=certificate
    )
    return {
        "run": run, "certificate": certificate, "share": given, "people": people, "seeing": seeing, "blind": blind,
        "batch": batch,
    }  # fmt: skip


def address(name: str, scene: dict, role: str) -> str:
    certificate = scene["certificate"]
    organisation = scene["blind"] if role == "advisor_after_withdrawal" else scene["seeing"]
    kwargs = {
        "detail": {"public_id": certificate.public_id},
        "download": {"public_id": certificate.public_id},
        "share": {"public_id": certificate.public_id},
        "withdraw": {"public_id": certificate.public_id, "share_id": scene["share"].public_id},
        "name": {"enrolment": certificate.enrolment.public_id},
        "run": {"run": scene["run"].slug},
        "issue": {"run": scene["run"].slug},
        "issuing": {"run": scene["run"].slug, "batch": scene["batch"].public_id},
        "preview": {"run": scene["run"].slug, "person": certificate.enrolment.public_id},
        "advisor": {"organisation": organisation.slug},
        "advisor-zip": {"organisation": organisation.slug},
        "confidentiality": {"organisation": organisation.slug},
        "make-link": {"public_id": certificate.public_id},
        "run-zip": {"run": scene["run"].slug},
        "leave-role": {"organisation": organisation.slug},
        "hand-over": {"organisation": organisation.slug},
        "renew": {"public_id": certificate.public_id, "share_id": scene["share"].public_id},
    }
    if name in kwargs:
        return reverse(f"certificates:{name}", kwargs=kwargs[name])
    if name.startswith("advisor"):
        return reverse(
            f"certificates:{name}", kwargs={"organisation": organisation.slug, "public_id": certificate.public_id}
        )
    return reverse(f"certificates:{name}", kwargs={"run": scene["run"].slug, "public_id": certificate.public_id})


def test_each_address_opens_for_those_it_is_for_and_for_nobody_else(scene, client):
    got, wanted = {}, {}
    for role in ROLES:
        client.logout()
        user = scene["people"][role]
        if user:
            client.force_login(user)
        for name, (method, allowed) in ADDRESSES.items():
            response = getattr(client, method)(address(name, scene, role))
            wanted[name, role] = allowed.get(role, 404) if user else LOGIN
            got[name, role] = response.status_code
            if wanted[name, role] == 404:
                assert scene["certificate"].number.encode() not in response.content
                assert scene["certificate"].holder_name.encode() not in response.content
            if name == "withdraw" and user and got[name, role] == 302:
                scene["share"] = share(scene["certificate"], scene["seeing"])
    assert got == wanted


def test_what_does_not_exist_looks_the_same_as_what_one_may_not_see(scene, client):
    known = str(scene["certificate"].public_id)
    for role in ("coordinator", "holder", "advisor"):
        client.force_login(scene["people"][role])
        for name, (method, _allowed) in ADDRESSES.items():
            path = address(name, scene, role)
            if known in path:
                assert getattr(client, method)(path.replace(known, str(uuid4()))).status_code == 404


def test_posts_need_a_post(scene, client):
    client.force_login(scene["people"]["coordinator"])
    for name in ("issue", "revoke", "reissue"):
        assert client.get(address(name, scene, "coordinator")).status_code == 405


def test_the_doors_of_the_two_hats(scene, client):
    client.force_login(scene["people"]["advisor"])
    assert client.get("/neuvoja/").url == address("advisor", scene, "advisor")
    assert client.get("/todistukset/").status_code == 200
    client.force_login(UserFactory())
    assert client.get("/neuvoja/").status_code == 404
    client.logout()
    assert client.get("/neuvoja/").status_code == 302
    assert client.get("/todistukset/").status_code == 302


def test_neither_hat_sees_the_data_of_the_other(scene, client):
    """A person who is trainee and advisor: each hat shows only its own."""
    advisor = scene["people"]["advisor"]
    own = make_certificate(make_ready(scene["run"], user=advisor), by=scene["people"]["coordinator"])
    client.force_login(advisor)
    as_advisor = client.get(address("advisor", scene, "advisor")).content.decode()
    assert scene["certificate"].number in as_advisor
    assert own.number not in as_advisor
    client.post("/rooli/", {"hat": "trainee"})
    as_trainee = client.get("/todistukset/").content.decode()
    assert own.number in as_trainee
    assert scene["certificate"].number not in as_trainee
    path = reverse(
        "certificates:advisor-detail", kwargs={"organisation": scene["seeing"].slug, "public_id": own.public_id}
    )
    client.post("/rooli/", {"hat": "advisor"})
    assert client.get(path).status_code == 404
