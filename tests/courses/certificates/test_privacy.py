import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from factories.accounts import UserFactory
from factories.certificates import make_advisor, make_certificate, make_ready, share

from accounts.personal_data import erase_all, export_all
from courses.certificates import privacy
from courses.certificates.domain import reading
from courses.certificates.domain.verification import find_by_code
from courses.certificates.models import Certificate

pytestmark = pytest.mark.django_db


def test_the_export_holds_everything_and_nobody_elses():
    certificate = make_certificate(make_ready(name=("Kuovi", "Rantanen")))
    share(certificate)
    make_certificate()
    data = export_all(certificate.enrolment.user)["certificates"]
    assert [row["number"] for row in data["certificates"]] == [certificate.number]
    assert data["certificates"][0]["snapshot"]["holder"] == "Kuovi Rantanen"
    assert len(data["shares"]) == 1
    assert [row["credential"] for row in data["badges"]] == [certificate.badge.credential]
    json.dumps(data, cls=DjangoJSONEncoder)
    nothing = privacy.export_person(UserFactory())
    assert not any(nothing.values())


def test_leaving_ends_the_shares_and_keeps_the_register():
    certificate = make_certificate(make_ready(name=("Kuovi", "Rantanen")))
    advisor = make_advisor()
    share(certificate, advisor.organisation_contacts.get().organisation)
    user = certificate.enrolment.user
    kept = privacy.erase_person(user, at=timezone.now())
    assert kept == {"kept": "certificates", "count": 1, "reason": "register"}
    erase_all(user, at=timezone.now())
    assert reading.find_elsewhere(user=advisor, public_id=certificate.public_id, at=timezone.now()) is None
    found = find_by_code(certificate.code)
    assert found == Certificate.objects.get(pk=certificate.pk)
    assert found.holder_name == "Kuovi Rantanen"
    assert privacy.erase_person(user, at=timezone.now()) == kept
