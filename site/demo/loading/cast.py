"""Keeps the invented people and organizations."""

from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from accounts.domain import create_person
from accounts.editor_rights import PUBLISHERS, WRITERS
from accounts.models import Organisation, OrganisationContact, User
from courses.certificates.domain.confidentiality import promise_confidentiality
from demo.sources.people import People, PersonSource

DOMAIN = "peili.example"


@dataclass
class Cast:
    """The people by their key, and the organizations by their slug."""

    people: dict[str, User] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)


def email_of(key: str) -> str:
    """Return the address of one of the people."""
    return f"{key}@{DOMAIN}"


def load_cast(source: People, *, reset_passwords: bool = False) -> Cast:
    """Make the people and organizations that are missing; whoever is there stays as they are.

    With `reset_passwords` everybody gets the demo's password again.
    """
    hashed = make_password(source.password)  # one for all: a hash takes its time, and this is no secret
    cast = Cast()
    with transaction.atomic():
        for row in source.organisations:
            values = {"name": row.name, "kind": row.kind, "municipality": row.municipality}
            cast.organisations[row.slug], _made = Organisation.objects.get_or_create(slug=row.slug, defaults=values)
        known = {user.email: user for user in User.objects.filter(email__endswith=f"@{DOMAIN}")}
        for person in source.people:
            user = known.get(email_of(person.key)) or _make(person, hashed)
            cast.people[person.key] = user
            for slug in person.contact_of:
                organisation = cast.organisations[slug]
                OrganisationContact.objects.get_or_create(organisation=organisation, user=user, ended_at=None)
            if person.promised:
                promise_confidentiality(user=user, at=timezone.now())
        if reset_passwords:
            User.objects.filter(pk__in=[user.pk for user in cast.people.values()]).update(password=hashed)
    return cast


def _make(person: PersonSource, hashed: str) -> User:
    user = create_person(
        email=email_of(person.key),
        given_name=person.given_name,
        family_name=person.family_name,
        is_administrator=person.administrator,
    )
    user.password, user.certificate_name = hashed, person.certificate_name
    user.save(update_fields=["password", "certificate_name"])
    editing = {WRITERS: person.writes, PUBLISHERS: person.publishes}
    user.groups.add(*Group.objects.filter(name__in=[name for name, given in editing.items() if given]))
    return user
