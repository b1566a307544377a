from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from factories.accounts import OrganisationFactory, UserFactory
from factories.certificates import make_advisor, make_certificate, make_coordinator, make_issued, make_ready, share

from courses.certificates.domain import reading
from courses.certificates.domain.issuing import reissue_certificate, revoke
from courses.certificates.domain.sharing import (
    UnableToShare,
    share_with_organisation,
    shareable_organisations,
    withdraw_share,
)
from courses.certificates.models import AccessHat, CertificateShare

pytestmark = pytest.mark.django_db


def seen_by(user, certificate):
    """Return the role in which somebody sees a certificate, the closest one first, and which one it leads to."""
    if own := reading.find_own(user=user, public_id=certificate.public_id):
        return AccessHat.HOLDER, own
    found = reading.find_elsewhere(user=user, public_id=certificate.public_id, at=timezone.now())
    return found and (found.hat, found.certificate)


def test_a_share_lets_contacts_see_it_and_withdrawing_ends_that_at_once():
    certificate = make_issued()
    organisation = OrganisationFactory()
    advisor = make_advisor(organisation)
    assert seen_by(advisor, certificate) is None
    given = share(certificate, organisation)
    assert share(certificate, organisation) == given
    assert seen_by(advisor, certificate) == (AccessHat.ORGANISATION, certificate)
    holder = certificate.enrolment.user
    withdraw_share(share=given, by=holder, at=timezone.now())
    withdraw_share(share=given, by=holder, at=timezone.now() + timedelta(days=1))
    given.refresh_from_db()
    assert given.withdrawn_at < timezone.now()
    assert seen_by(advisor, certificate) is None
    assert share(certificate, organisation) != given
    assert seen_by(advisor, certificate) is not None


def test_only_the_holder_shares_and_withdraws():
    certificate = make_issued()
    given = share(certificate)
    for other in (UserFactory(), certificate.issued_by):
        with pytest.raises(UnableToShare):
            share_with_organisation(
                certificate=certificate, organisation=OrganisationFactory(), by=other, at=timezone.now()
            )
        with pytest.raises(UnableToShare):
            withdraw_share(share=given, by=other, at=timezone.now())


def test_only_a_valid_certificate_can_be_shared():
    waiting = make_certificate(rendered=False)
    with pytest.raises(UnableToShare):
        share(waiting)
    revoked = make_issued()
    revoked = revoke(certificate=revoked, reason="x", by=make_coordinator(revoked.enrolment.run), at=timezone.now())
    with pytest.raises(UnableToShare):
        share(revoked)


def test_an_expired_share_and_a_former_contact_see_nothing():
    certificate = make_issued()
    advisor = make_advisor()
    given = share(certificate, advisor.organisation_contacts.get().organisation)
    CertificateShare.objects.filter(pk=given.pk).update(expires_at=timezone.now())
    assert seen_by(advisor, certificate) is None
    CertificateShare.objects.filter(pk=given.pk).update(expires_at=None)
    advisor.organisation_contacts.update(ended_at=timezone.now())
    assert seen_by(advisor, certificate) is None


def test_a_corrected_certificate_is_found_by_the_address_of_the_old_one():
    old = make_issued(make_ready(name=("Kuovi", "Virhe")))
    advisor = make_advisor()
    share(old, advisor.organisation_contacts.get().organisation)
    old.enrolment.user.certificate_name = "Kuovi Oikea"
    old.enrolment.user.save()
    new = reissue_certificate(certificate=old, by=make_coordinator(old.enrolment.run), at=timezone.now())
    assert seen_by(advisor, old) == (AccessHat.ORGANISATION, new)
    assert seen_by(old.enrolment.user, old)[1] == old
    assert seen_by(make_advisor(), old) is None


def test_the_closest_role_counts():
    certificate = make_issued()
    holder = certificate.enrolment.user
    organisation = OrganisationFactory()
    share(certificate, organisation)
    for user, hat in ((holder, AccessHat.HOLDER), (certificate.issued_by, AccessHat.STAFF)):
        organisation.contacts.create(user=user)
        assert seen_by(user, certificate)[0] == hat


def test_organizations_with_a_contact_that_do_not_see_it_yet_are_offered():
    certificate = make_issued()
    offered, taken, empty = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    for organisation in (offered, offered, taken):
        make_advisor(organisation)
    empty.contacts.create(user=UserFactory(), ended_at=timezone.now())
    share(certificate, taken)
    assert shareable_organisations(certificate) == [offered]


def test_a_share_is_with_one_receiver_in_the_database_too():
    certificate = make_issued()
    organisation = OrganisationFactory()
    values = {"certificate": certificate, "created_at": timezone.now()}
    for wrong in ({}, {"organisation": organisation, "token_hash": "a" * 64}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CertificateShare.objects.create(**values, **wrong)
    CertificateShare.objects.create(**values, organisation=organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateShare.objects.create(**values, organisation=organisation)
