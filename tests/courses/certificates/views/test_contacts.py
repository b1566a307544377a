"""A contact of an organization invites a colleague; the mail's address shows a page, a press of its button joins."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from factories.accounts import OrganisationContactFactory, OrganisationFactory, UserFactory
from factories.certificates import make_advisor

from accounts.models import OrganisationContact
from courses.certificates import privacy, sweeps
from courses.certificates.domain import inviting
from courses.certificates.models import ContactInvitation
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db
PAGE = "/neuvoja/satakunta/yhteyshenkilot/"


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Satakunnan Kehitys", slug="satakunta")


@pytest.fixture
def inviter(organisation):
    return make_advisor(organisation)


@pytest.fixture
def advisor(client, inviter):
    client.force_login(inviter)
    return client


def address() -> str:
    """Return the path that stands in the newest mail."""
    mail = OutgoingMail.objects.latest("pk")
    return re.search(r"http://testserver(/neuvoja/kutsu/\S+)", mail.text)[1]


def test_a_colleague_is_invited_and_joins(advisor, client, organisation, inviter):
    colleague = UserFactory(email="kollega@example.org")
    answer = advisor.post(PAGE, {"email": " Kollega@Example.org "}, follow=True)
    page = answer.content.decode()
    assert "Kutsu on lähetetty osoitteeseen" in page
    assert "kollega@example.org" in page
    assert "Näet tässä vain ohjaajat" in page  # the scope stands on this screen too
    mail = OutgoingMail.objects.get()
    assert mail.to == "kollega@example.org"
    path = address()
    client.logout()
    opened = client.get(path)
    assert "Kirjaudu sisään" in opened.content.decode()
    assert "kollega@example.org" not in opened.content.decode()
    assert client.post(path).status_code == 404
    assert organisation.contacts.count() == 1  # a mail scanner has opened it: nothing has changed
    client.force_login(colleague)
    assert "Ryhdy yhteyshenkilöksi" in client.get(path).content.decode()
    assert client.post(path).url == "/neuvoja/satakunta/"
    assert client.get("/neuvoja/satakunta/").url.startswith("/neuvoja/satakunta/sitoumus/")
    assert OrganisationContact.objects.filter(organisation=organisation, user=colleague, ended_at=None).count() == 1
    assert colleague.get_full_name() in Notification.objects.get(user=inviter).subject
    assert client.post(path).url == client.get(path).url == "/neuvoja/satakunta/"  # pressed twice, opened again
    client.logout()
    assert "ei ole voimassa" in client.get(path).content.decode()


def test_only_the_invited_address_can_join(advisor, client, organisation):
    advisor.post(PAGE, {"email": "kollega@example.org"})
    path = address()
    client.force_login(UserFactory())
    page = client.get(path).content.decode()
    assert "toiseen sähköpostiosoitteeseen" in page
    assert "Ryhdy yhteyshenkilöksi" not in page
    refused = client.post(path)
    assert refused.status_code == 422
    assert "toiseen sähköpostiosoitteeseen" in refused.content.decode()
    assert organisation.contacts.count() == 1


def test_wrong_expired_and_withdrawn_invitations_are_nothing(advisor, client):
    advisor.post(PAGE, {"email": "kollega@example.org"})
    path, invitation = address(), ContactInvitation.objects.get()
    wrong = [f"/neuvoja/kutsu/{uuid4()}/{path.split('/')[-2]}/", f"/neuvoja/kutsu/{invitation.public_id}/arvaus/"]
    wrong += [f"/neuvoja/kutsu/{invitation.public_id}/😀/", f"/neuvoja/kutsu/{invitation.public_id}/%00/"]
    assert {client.get(one).status_code for one in wrong} == {404}
    ContactInvitation.objects.update(expires_at=timezone.now())
    assert client.get(path).status_code == 404
    ContactInvitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert client.get(path).status_code == 200
    for _ in range(2):
        assert advisor.post(f"{PAGE}{invitation.public_id}/peru/").url == PAGE
    assert client.get(path).status_code == 404


def test_asked_twice_it_is_one_invitation_and_one_mail(advisor, inviter, organisation):
    for _ in range(2):
        advisor.post(PAGE, {"email": "kollega@example.org"})
    assert (ContactInvitation.objects.count(), OutgoingMail.objects.count()) == (1, 1)
    later = timezone.now() + timedelta(hours=1)
    inviting.invite_contact(organisation=organisation, email="kollega@example.org", by=inviter, at=later)
    assert (ContactInvitation.objects.count(), OutgoingMail.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("email", "message"),
    [
        ("", "Kirjoita sähköpostiosoite"),
        ("ei osoite", ""),
        ("x" * 300 + "@example.org", ""),
        ("<script>@example.org", ""),
        ("a\0@example.org", ""),
        ("😀", ""),
    ],
)
def test_what_is_no_address_is_answered_beside_the_field(advisor, email, message):
    answer = advisor.post(PAGE, {"email": email})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert message in answer.content.decode()
    assert not OutgoingMail.objects.exists()


def test_a_contact_is_not_invited_again_and_there_is_a_limit(advisor, inviter, organisation):
    assert "oma osoitteesi" in advisor.post(PAGE, {"email": inviter.email}).content.decode()
    colleague = make_advisor(organisation)
    assert "on jo organisaation" in advisor.post(PAGE, {"email": colleague.email}).content.decode()
    for number in range(inviting.MOST_OPEN):
        advisor.post(PAGE, {"email": f"kollega-{number}@example.org"})
    assert "jo paljon" in advisor.post(PAGE, {"email": "viela-yksi@example.org"}).content.decode()
    assert ContactInvitation.objects.count() == inviting.MOST_OPEN


def test_others_see_nothing_of_it(advisor, client):
    advisor.post(PAGE, {"email": "kollega@example.org"})
    invitation = ContactInvitation.objects.get()
    for user in (make_advisor(), UserFactory()):
        client.force_login(user)
        assert client.get(PAGE).status_code == 404
        assert client.post(f"{PAGE}{invitation.public_id}/peru/").status_code == 404
    client.logout()
    assert client.get(PAGE).status_code == 302


def test_former_contacts_are_not_listed(advisor, organisation):
    former = OrganisationContactFactory(organisation=organisation, ended_at=timezone.now()).user
    assert former.get_full_name() not in advisor.get(PAGE).content.decode()


def test_addresses_are_forgotten_in_time_and_with_the_person(advisor, inviter):
    advisor.post(PAGE, {"email": "kollega@example.org"})
    invited = UserFactory(email="kollega@example.org")
    assert len(privacy.export_person(invited)["contact_invitations"]) == 1
    sweeps.sweep(at=timezone.now() + inviting.VALID)
    assert ContactInvitation.objects.exists()
    sweeps.sweep(at=timezone.now() + inviting.VALID + inviting.KEPT + timedelta(days=1))
    assert not ContactInvitation.objects.exists()
    advisor.post(PAGE, {"email": "kollega@example.org"})
    privacy.erase_person(invited, at=timezone.now())
    assert not ContactInvitation.objects.exists()
