import pytest
from factories.certificates import make_certificate, make_certifying_run, make_coordinator, make_ready
from factories.courses import EnrolmentFactory

from courses.certificates.domain.names import confirm_name
from courses.certificates.domain.readiness import who_is_ready
from courses.enums import EnrolmentState

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    return make_certifying_run()


def test_people_are_sorted_into_ready_missing_and_issued(run):
    ready = make_ready(run, name=("Kuovi", "Aalto"))
    missing = EnrolmentFactory(run=run)
    issued = make_certificate(make_ready(run), rendered=False)
    EnrolmentFactory(run=run, state=EnrolmentState.APPLIED)
    EnrolmentFactory(run=run, state=EnrolmentState.WITHDRAWN)
    make_ready()  # in another run
    found = who_is_ready(run)
    assert [row.enrolment for row in found.ready] == [ready]
    assert [row.enrolment for row in found.missing] == [missing]
    assert [row.certificate for row in found.issued] == [issued]
    assert found.missing[0].missing[0]["title"] == "Koordinaattorin vahvistus"
    assert "Koordinaattori vahvistaa" in found.missing[0].missing[0]["reason"]


def test_a_confirmed_name_counts_until_it_changes(run):
    from django.utils import timezone

    ready = make_ready(run)
    assert not who_is_ready(run).ready[0].name_is_confirmed
    confirm_name(enrolment=ready, name="Kuovi R. Rantanen", at=timezone.now())
    row = who_is_ready(run).ready[0]
    assert (row.name, row.name_is_confirmed) == ("Kuovi R. Rantanen", True)
    ready.user.refresh_from_db()
    ready.user.certificate_name = "Joku Muu"
    ready.user.save()
    assert not who_is_ready(run).ready[0].name_is_confirmed


def test_a_certificate_stands_when_something_is_corrected_later_and_staff_are_told(run):
    from django.utils import timezone

    from courses.domain.completion import evaluate

    issued = make_certificate(make_ready(run), rendered=False)
    assert not who_is_ready(run).issued[0].fell_short_later
    enrolment = issued.enrolment
    type(enrolment).objects.filter(pk=enrolment.pk).update(confirmed_at=None)
    evaluate(enrolment=enrolment, at=timezone.now())
    found = who_is_ready(run)
    assert [row.certificate for row in found.issued] == [issued]
    assert found.issued[0].fell_short_later


@pytest.mark.parametrize("size", [2, 12])
def test_the_number_of_queries_does_not_grow(run, size, django_assert_num_queries):
    coordinator = make_coordinator(run)
    for number in range(size):
        make_ready(run)
        EnrolmentFactory(run=run)
        if number < 2:
            make_certificate(make_ready(run), by=coordinator, rendered=False)
    with django_assert_num_queries(4):
        found = who_is_ready(run)
        assert all(row.missing[0]["reason"] for row in found.missing)
    assert (len(found.ready), len(found.missing), len(found.issued)) == (size, size, 2)
