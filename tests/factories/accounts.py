"""People and organizations, all fictitious."""

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import Organisation, OrganisationContact, User

PASSWORD = "metsätie-kolme-kurkea"


class UserFactory(factory.django.DjangoModelFactory):
    """A person whose address is confirmed and whose password is PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"lintu{n}@esimerkki.test")
    given_name = factory.Sequence(lambda n: ["Kuovi", "Kiuru", "Haahka", "Tiira", "Kuikka", "Pyy"][n % 6])
    family_name = factory.Sequence(lambda n: ["Rantanen", "Ålander-Öhman", "Niemelä", "Suo"][n % 4])

    password = PASSWORD

    @classmethod
    def _adjust_kwargs(cls, **kwargs):
        return kwargs | {"password": make_password(kwargs["password"] or PASSWORD)}

    @factory.post_generation
    def address(self, create, extracted, **kwargs):
        if create and extracted is not False:
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


class AdminFactory(UserFactory):
    """An administrator."""

    is_staff = True
    is_superuser = True


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A development company."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Lintukylän Kehitys {n}")
    slug = factory.Sequence(lambda n: f"lintukyla-{n}")
    kind = Organisation.Kind.DEVELOPMENT
    municipality = "Lintukylä"


class OrganisationContactFactory(factory.django.DjangoModelFactory):
    """A person who is a contact of an organization now."""

    class Meta:
        model = OrganisationContact

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
