"""Loads the signed-in person together with the roles that the page frame shows, in one query."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import OrganisationContact, User
from courses.enums import STUDYING, StaffRole
from courses.models import Enrolment, RunStaff
from courses.statements import Statement


def with_roles(people: QuerySet[User]) -> QuerySet[User]:
    """Return the people with a flag per role and the number of unread notices."""
    staff = RunStaff.objects.filter(user=OuterRef("pk"), ended_at=None)
    contacts = OrganisationContact.objects.filter(user=OuterRef("pk"), ended_at=None)
    return people.annotate(
        is_trainee=Exists(Enrolment.objects.filter(user=OuterRef("pk"), state__in=STUDYING)),
        is_trainer=Exists(staff.filter(role=StaffRole.TRAINER)),
        is_coordinator=Exists(staff.filter(role=StaffRole.COORDINATOR)),
        is_advisor=Exists(contacts),
        unread=Count("notifications", filter=Q(notifications__read_at=None)),
    )


PERSON = Statement(lambda person: with_roles(User.objects.filter(pk=person, is_active=True)), person=int)


class PeiliBackend(AuthenticationBackend):
    """allauth's backend; the person comes with their roles, so the frame of a page costs no query of its own."""

    def get_user(self, user_id: Any) -> User | None:
        return next(iter(PERSON.rows(person=user_id)), None)
