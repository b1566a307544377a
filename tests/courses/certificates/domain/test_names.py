import pytest
from django.utils import timezone
from factories.certificates import make_certificate, make_ready
from factories.courses import EnrolmentFactory

from courses.certificates.domain.names import UnableToConfirmName, awaiting_check, confirm_name

pytestmark = pytest.mark.django_db


def test_the_name_goes_to_the_profile_and_its_check_is_remembered():
    enrolment = make_ready(name=("Kuovi", "Rantanen"))
    check = confirm_name(enrolment=enrolment, name="  Kuovi   von  Rantanen ", at=timezone.now())
    enrolment.user.refresh_from_db()
    assert check.name == enrolment.user.certificate_name == enrolment.user.printed_name == "Kuovi von Rantanen"
    assert confirm_name(enrolment=enrolment, name="Kuovi Rantanen", at=timezone.now()).pk == check.pk
    enrolment.user.refresh_from_db()
    assert enrolment.user.certificate_name == ""


def test_a_letter_that_cannot_be_printed_is_named():
    with pytest.raises(UnableToConfirmName, match="Ж, я"):
        confirm_name(enrolment=make_ready(), name="Жя", at=timezone.now())


def test_after_issuing_the_name_stands():
    certificate = make_certificate(rendered=False)
    with pytest.raises(UnableToConfirmName, match="jo myönnetty"):
        confirm_name(enrolment=certificate.enrolment, name="Uusi Nimi", at=timezone.now())


def test_only_those_who_are_complete_and_without_a_certificate_are_asked():
    ready = make_ready()
    EnrolmentFactory(run=ready.run, user=make_ready().user)
    assert awaiting_check(ready.user) == [ready]
    make_certificate(ready, rendered=False)
    assert awaiting_check(ready.user) == []
