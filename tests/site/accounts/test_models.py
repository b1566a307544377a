import pytest
from django.db import IntegrityError, transaction
from factories.accounts import OrganisationContactFactory, OrganisationFactory, UserFactory

from accounts.hashers import Argon2idHasher
from accounts.models import OrganisationContact, User

pytestmark = pytest.mark.django_db


def test_the_same_address_in_another_case_is_the_same_person():
    UserFactory(email="kuovi@esimerkki.test")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Kuovi@Esimerkki.TEST", given_name="Toinen", family_name="Kuovi")
    assert User.objects.get_by_natural_key(" KUOVI@esimerkki.test ").email == "kuovi@esimerkki.test"


def test_the_certificate_bears_the_chosen_name_or_else_the_whole_name():
    user = UserFactory.build(given_name="Žofia", family_name="Ålander-Öhman", password=None)
    assert user.printed_name == "Žofia Ålander-Öhman"
    user.certificate_name = "Sofia Öhman"
    assert user.printed_name == "Sofia Öhman"


def test_one_is_a_contact_of_an_organisation_once_at_a_time():
    contact = OrganisationContactFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationContact.objects.create(organisation=contact.organisation, user=contact.user)
    OrganisationContact.objects.create(organisation=OrganisationFactory(), user=contact.user)


def test_passwords_are_hashed_with_argon2id_of_19_mebibytes():
    encoded = Argon2idHasher().encode("metsätie-kolme-kurkea", "suolasuolasuola")
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert Argon2idHasher().verify("metsätie-kolme-kurkea", encoded)


def test_real_settings_use_that_hasher_alone():
    from config.settings import base

    assert base.PASSWORD_HASHERS == ["accounts.hashers.Argon2idHasher"]
