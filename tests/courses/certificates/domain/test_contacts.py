"""The contact's role goes from one person to the next; the holders know who sees, and nobody else ever does."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import OrganisationContactFactory, OrganisationFactory, UserFactory
from factories.certificates import make_advisor, make_issued, share

from accounts.personal_data import erase_all
from courses.certificates import sweeps
from courses.certificates.domain import contacts, inviting, reading, sharing
from courses.certificates.domain.confidentiality import has_promised
from courses.certificates.models import CertificateAccess, CertificateBundle, ContactInvitation
from notifications.models import Notification, OutgoingMail

pytestmark = pytest.mark.django_db
PAGES = "/neuvoja/satakunta/yhteyshenkilot/"
LINK = re.compile(r"https?://[^/]+(/neuvoja/kutsu/\S+)")


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Satakunnan Kehitys", slug="satakunta")


@pytest.fixture
def leaving(organisation):
    return make_advisor(organisation)


@pytest.fixture
def certificate(organisation, leaving):
    certificate = make_issued()
    share(certificate, organisation)
    return certificate


def sees(user, certificate) -> bool:
    return reading.find_elsewhere(user=user, public_id=certificate.public_id, at=timezone.now()) is not None


def told(user) -> list[str]:
    rows = Notification.objects.filter(user=user, kind="certificate-contact").order_by("pk")
    return [f"{row.subject}: {row.text}" for row in rows]


def invite_successor(organisation, by, email="seuraaja@example.org"):
    return inviting.invite_contact(organisation=organisation, email=email, by=by, takes_over=True, at=timezone.now())


def test_the_role_moves_when_the_successor_accepts(client, organisation, leaving, certificate):
    successor = UserFactory(email="seuraaja@example.org", given_name="Seija", family_name="Sieppo")
    client.force_login(leaving)
    answer = client.post(f"{PAGES}luovuta/", {"seuraaja-email": "Seuraaja@example.org "}, follow=True)
    assert "Tehtävä siirtyy, kun seuraajasi hyväksyy sen." in answer.content.decode()
    assert "luovuttaa sinulle tehtävänsä" in OutgoingMail.objects.latest("pk").text
    assert sees(leaving, certificate)
    invitation = ContactInvitation.objects.get()
    inviting.accept_invitation(invitation=invitation, user=successor, at=timezone.now())
    assert (sees(leaving, certificate), sees(successor, certificate)) == (False, True)
    assert client.get(PAGES).status_code == 404
    [words] = told(certificate.enrolment.user)
    assert "Seija Sieppo näkee nyt todistuksesi." in words
    with pytest.raises(inviting.UnableToJoin):
        inviting.accept_invitation(invitation=invitation, user=successor, at=timezone.now())
    assert len(told(certificate.enrolment.user)) == 1


@pytest.mark.parametrize("typed", ["", "ei-osoite", "a" * 300 + "@x.fi", "\x00@x.fi", "😀"])
def test_a_successor_needs_an_address(client, organisation, leaving, typed):
    client.force_login(leaving)
    assert client.post(f"{PAGES}luovuta/", {"seuraaja-email": typed}).status_code == 422
    assert not ContactInvitation.objects.exists()


def test_a_successor_from_another_organization_is_refused(organisation, leaving, certificate):
    elsewhere = make_advisor()
    invitation = invite_successor(organisation, leaving, elsewhere.email)
    with pytest.raises(inviting.UnableToJoin, match="toisen organisaation"):
        inviting.accept_invitation(invitation=invitation, user=elsewhere, at=timezone.now())
    assert (sees(leaving, certificate), sees(elsewhere, certificate)) == (True, False)


def test_when_the_last_one_leaves_all_shares_rest_until_the_holder_says_so(client, organisation, leaving, certificate):
    holder = certificate.enrolment.user
    client.force_login(leaving)
    assert "viimeinen yhteyshenkilö" in client.get(f"{PAGES}luovu/").content.decode()
    assert sees(leaving, certificate), "looking changes nothing"
    assert client.post(f"{PAGES}luovu/").status_code == 302
    assert client.post(f"{PAGES}luovu/").status_code == 404
    assert "ei enää näe todistustasi" in told(holder)[0]
    given = certificate.shares.get()
    renew = reverse("certificates:renew", args=[certificate.public_id, given.public_id])
    detail = reverse("certificates:detail", args=[certificate.public_id])
    client.force_login(holder)
    assert "ei ole vielä yhteyshenkilöä" in client.post(renew, follow=True).content.decode()
    newcomer = OrganisationContactFactory(organisation=organisation).user
    contacts.tell_holders(organisation=organisation, newcomer=newcomer, at=timezone.now())
    assert "kun jatkat jakoa" in told(holder)[-1]
    assert not sees(newcomer, certificate)
    assert "Tauolla" in client.get(detail).content.decode()
    client.force_login(newcomer)
    assert client.post(renew).status_code == 404
    client.force_login(holder)
    assert client.get(renew).status_code == 405
    client.post(renew)
    client.post(renew)
    assert sees(newcomer, certificate)
    assert certificate.shares.count() == 1
    sharing.withdraw_share(share=given, by=holder, at=timezone.now())
    assert client.post(renew).status_code == 404
    assert not sees(newcomer, certificate)


@pytest.mark.parametrize("way", ["the administrator ends it", "the account is erased"])
def test_however_the_last_one_goes_the_shares_rest(organisation, leaving, certificate, way):
    at = timezone.now()
    if way == "the account is erased":
        erase_all(leaving, at=at)
    else:
        leaving.organisation_contacts.update(ended_at=at)
        sweeps.sweep(at=at)
    assert certificate.shares.get().frozen_at == at
    sweeps.sweep(at=at + timedelta(minutes=1))
    assert certificate.shares.get().frozen_at == at
    assert len(told(certificate.enrolment.user)) == 1


def test_while_a_colleague_stays_nothing_rests_and_who_returns_begins_anew(organisation, leaving, certificate):
    at = timezone.now()
    make_advisor(organisation)
    CertificateBundle.objects.create(
        requested_by=leaving, organisation=organisation, members=[], total=1, created_at=at, expires_at=at
    )
    invitation = inviting.invite_contact(organisation=organisation, email="kollega@example.org", by=leaving, at=at)
    contacts.leave_role(organisation=organisation, user=leaving, at=at)
    assert certificate.shares.get().frozen_at is None
    assert not CertificateBundle.objects.exists()
    invitation.refresh_from_db()
    assert invitation.withdrawn_at == at, "nobody is invited by one who is no contact"
    OrganisationContactFactory(organisation=organisation, user=leaving)
    assert not has_promised(leaving)
    assert sees(leaving, certificate)


def test_the_promise_stays_with_whoever_is_a_contact_elsewhere_too(organisation, leaving):
    OrganisationContactFactory(user=leaving)
    contacts.leave_role(organisation=organisation, user=leaving, at=timezone.now())
    assert has_promised(leaving)


def test_own_actions_are_handed_out_without_names_also_afterwards(client, organisation, leaving, certificate):
    at = timezone.now()
    for user in (leaving, make_advisor(organisation)):
        CertificateAccess.objects.create(
            certificate=certificate, at=at, hat="organisation", kind="download", user=user, organisation=organisation
        )
    contacts.leave_role(organisation=organisation, user=leaving, at=at)
    client.force_login(leaving)
    answer = client.get("/neuvoja/omat-toimet.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert certificate.number in lines[1]
    assert certificate.enrolment.user.family_name not in answer.content.decode()
    client.logout()
    assert client.get("/neuvoja/omat-toimet.csv").status_code == 302


def test_telling_the_holders_asks_no_more_of_each(organisation, leaving, django_assert_max_num_queries):
    for _ in range(3):
        share(make_issued(), organisation)
    with django_assert_max_num_queries(2 + 3 * 6):
        contacts.tell_holders(organisation=organisation, newcomer=leaving, at=timezone.now())


def test_a_contact_is_not_named_a_successor_and_learns_what_to_do(client, organisation, leaving):
    colleague = make_advisor(organisation)
    client.force_login(leaving)
    for email, said in ((leaving.email.upper(), "oma osoitteesi"), (colleague.email, "ilman seuraajaa")):
        answer = client.post(f"{PAGES}luovuta/", {"seuraaja-email": email})
        assert (answer.status_code, said in answer.text) == (422, True)


def test_the_link_of_a_taken_role_leads_its_holder_to_the_certificates(client, organisation, leaving):
    successor = make_advisor(organisation)
    invitation = invite_successor(organisation, leaving)
    link = LINK.search(OutgoingMail.objects.latest("pk").text)[1]
    ContactInvitation.objects.filter(pk=invitation.pk).update(accepted_at=timezone.now(), email=successor.email)
    assert client.get(link).status_code == 404
    client.force_login(leaving)
    assert client.get(link).status_code == 404
    client.force_login(successor)
    assert client.get(link)["Location"] == f"/neuvoja/{organisation.slug}/"
