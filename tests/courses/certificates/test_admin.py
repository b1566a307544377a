"""Templates and registers in the Wagtail admin; issued certificates are not there."""

import pytest
from django.urls import NoReverseMatch, reverse
from factories.accounts import AdminFactory
from factories.certificates import make_issued, make_register
from factories.courses import make_course

from courses.certificates.models import CertificateTemplate

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(AdminFactory())
    return client


def form_of(course, **values) -> dict:
    data = {
        "name": "Pohja", "course": course.pk, "is_default": "on", "register": make_register().pk, "issuer": "SAMK",
        "place": "Pori", "texts-0-language": "fi", "texts-0-heading": "Todistus", "texts-0-ORDER": "1",
        "signatories-0-name": "Töyhtö Hyyppä", "signatories-0-title_fi": "vastuuhenkilö", "signatories-0-ORDER": "1",
    }  # fmt: skip
    for name, count in (("texts", 1), ("signatories", 1), ("uses", 0)):
        data |= {f"{name}-TOTAL_FORMS": count, f"{name}-INITIAL_FORMS": 0, f"{name}-MIN_NUM_FORMS": 0}
    return {**data, **values}


def test_a_template_is_made_and_its_revisions_are_counted(admin):
    add = reverse("wagtailsnippets_certificates_certificatetemplate:add")
    assert admin.get(add).status_code == 200
    course = make_course()
    assert admin.post(add, form_of(course)).status_code == 302
    template = CertificateTemplate.objects.get()
    assert template.revision == 1
    assert (template.text_in("fi").heading, template.text_in("sv").heading) == ("Todistus", "")
    template.issuer = "Toinen"
    template.save()
    assert template.revision == 2
    second = admin.post(add, form_of(course))
    assert second.status_code == 200, "a course has one default template"
    assert CertificateTemplate.objects.count() == 1


@pytest.mark.parametrize("prefix", ["", "tp", "T P", "Å", "ABCDEFGHI", "TP\n"])
def test_a_register_needs_a_plain_prefix(admin, prefix):
    response = admin.post(reverse("wagtailsnippets_certificates_register:add"), {"prefix": prefix, "name": "Uusi"})
    assert (response.status_code == 302) is (prefix == "TP\n"), "outer blanks are taken away"


def test_what_certificates_were_made_from_is_not_deleted(admin):
    template = make_issued().template
    for name, row in (("certificatetemplate", template), ("register", template.register)):
        single = reverse(f"wagtailsnippets_certificates_{name}:delete", args=[row.pk])
        many = reverse("wagtail_bulk_action", args=["certificates", name, "delete"]) + f"?id={row.pk}"
        for path in (single, many):
            assert admin.get(path).status_code in (200, 302)
            assert admin.post(path).status_code in (200, 302)
            assert type(row).objects.filter(pk=row.pk).exists()


def test_issued_certificates_are_in_no_admin():
    with pytest.raises(NoReverseMatch):
        reverse("wagtailsnippets_certificates_certificate:list")
