"""A signed-in person comes with their roles, in one query."""

import pytest
from django.utils import timezone
from factories.accounts import OrganisationContactFactory, UserFactory
from factories.courses import EnrolmentFactory, make_run, make_staff

from courses.enums import StaffRole
from notifications.models import Notification
from portal.backends import PeiliBackend

pytestmark = pytest.mark.django_db

FLAGS = ("is_trainee", "is_trainer", "is_coordinator", "is_advisor")


def roles_of(user) -> set[str]:
    found = PeiliBackend().get_user(user.pk)
    return {flag for flag in FLAGS if getattr(found, flag)}


def test_each_membership_is_a_role_of_its_own():
    run = make_run()

    assert roles_of(UserFactory()) == set()
    assert roles_of(EnrolmentFactory(run=run).user) == {"is_trainee"}
    assert roles_of(make_staff(run)) == {"is_trainer"}
    assert roles_of(make_staff(run, StaffRole.COORDINATOR)) == {"is_coordinator"}
    assert roles_of(OrganisationContactFactory().user) == {"is_advisor"}


def test_one_person_can_hold_all_of_them():
    run, user = make_run(), UserFactory()
    EnrolmentFactory(run=run, user=user)
    make_staff(run, user=user)
    make_staff(run, StaffRole.COORDINATOR, user=user)
    OrganisationContactFactory(user=user)

    assert roles_of(user) == set(FLAGS)


def test_ended_memberships_are_no_roles():
    run = make_run()
    trainer = make_staff(run)
    contact = OrganisationContactFactory(ended_at=timezone.now())
    run.staff.update(ended_at=timezone.now())

    assert roles_of(trainer) == roles_of(contact.user) == set()


def test_the_person_is_whole_and_comes_in_one_query(django_assert_num_queries):
    user = UserFactory(language="sv")
    Notification.objects.create(user=user, kind="x", subject="Hei", text="", created_at=timezone.now())

    with django_assert_num_queries(1):
        found = PeiliBackend().get_user(user.pk)
        assert (found.pk, found.email, found.language, found.public_id, found.unread) == (
            user.pk, user.email, "sv", user.public_id, 1,
        )  # fmt: skip
        assert found.password == user.password


@pytest.mark.parametrize("change", ["inactive", "gone"])
def test_who_is_not_active_is_nobody(change):
    user = UserFactory(is_active=change != "inactive")

    assert PeiliBackend().get_user(user.pk if change == "inactive" else user.pk + 999) is None
