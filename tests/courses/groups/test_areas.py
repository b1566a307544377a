"""Where a person works as a facilitator: own group, else the payer's municipality, else unknown."""

import pytest
from factories.accounts import OrganisationFactory, UserFactory
from factories.courses import EnrolmentFactory
from factories.groups import make_group, make_trainee

from courses.groups.domain.areas import municipality_named, municipality_of_people

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "code"), [("Pori", "609"), (" björneborg ", "609"), ("Lavia", "609"), ("Ankkalinna", ""), ("", "")]
)
def test_a_name_leads_to_the_present_municipality(name, code):
    assert municipality_named(name) == code


def test_the_group_counts_before_the_payer_and_the_newest_before_the_others(django_assert_num_queries):
    trainee = make_trainee()
    make_group(enrolment=trainee, municipality="091")
    make_group(enrolment=trainee, municipality="413")  # part of Pori's neighbor now
    paid = EnrolmentFactory(payer=OrganisationFactory(municipality="Rauma"))
    nobody = UserFactory()
    keys = [trainee.user_id, paid.user_id, nobody.pk]
    with django_assert_num_queries(2):
        found = municipality_of_people(user_ids=keys)
    assert found == {trainee.user_id: "609", paid.user_id: "684", nobody.pk: ""}
