"""Templates and registers in the Wagtail admin: written, previewed live, kept as revisions; no certificates there."""

import pytest
from django.urls import NoReverseMatch, reverse
from factories.accounts import AdminFactory
from factories.certificates import make_certificate, make_issued, make_register, make_template
from factories.courses import make_course
from factories.media import PictureFactory

from courses.certificates.domain.issuing import reissue_certificate
from courses.certificates.domain.keeping import stored_bytes
from courses.certificates.domain.printing import certificate_html
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


class TestPreview:
    """What is being written is seen as the certificate it would become, before it is saved."""

    def path(self, template) -> str:
        return reverse("wagtailsnippets_certificates_certificatetemplate:preview_on_edit", args=[template.pk])

    def template(self, title="Ohjaajakoulutus"):
        """Return one without texts and signatories: the form brings its own."""
        template = make_template(make_course(title=title))
        template.texts.all().delete()
        template.signatories.all().delete()
        return CertificateTemplate.objects.get(pk=template.pk)

    def send(self, admin, template, **values):
        answer = admin.post(self.path(template), form_of(template.course, **values))
        assert answer.json() == {"is_valid": True, "is_available": True}

    def test_shows_each_language_and_the_certificate_of_attendance(self, admin):
        template = self.template()
        values = {"issuer": "Lintuopisto", "texts-0-language": "sv", "texts-0-heading": "Diplom"}
        self.send(admin, template, **values)
        for mode, words in (
            ("fi", "Todistus"),
            ("sv", "Diplom"),
            ("en", "Certificate"),
            ("attendance", "Osallistumis"),
        ):
            page = admin.get(self.path(template), {"mode": mode, "in_preview_panel": "true"}).content.decode()
            assert f"<h1>{words}" in page
            assert "Lintuopisto" in page
            assert "/todistukset/paperi/certificate.css" in page
            assert f'href="?mode=pdf-{mode}"' in page
            assert "<script" not in page
            assert "<style" not in page
        template.refresh_from_db()
        assert template.issuer != "Lintuopisto"

    def test_links_to_the_file_it_would_become(self, admin):
        template = self.template()
        self.send(admin, template)
        answer = admin.get(self.path(template), {"mode": "pdf-fi"})
        assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")

    @pytest.mark.parametrize("heading", ["Жук", "<script>alert(1)</script>"])
    def test_says_what_cannot_be_drawn(self, admin, heading):
        template = self.template()
        self.send(admin, template, **{"texts-0-heading": heading})
        answer = admin.get(self.path(template), {"mode": "pdf-fi"})
        assert answer.status_code == (422 if heading == "Жук" else 200)
        page = admin.get(self.path(template), {"mode": "fi"}).content.decode()
        assert "<script>alert" not in page

    @pytest.mark.parametrize("mode", ["", "xx", "pdf-xx", "<b>"])
    def test_an_unknown_mode_shows_finnish(self, admin, mode):
        template = self.template()
        self.send(admin, template)
        answer = admin.get(self.path(template), {"mode": mode})
        assert answer.status_code == 200
        assert b"<b>" not in answer.content

    def test_works_for_a_template_that_is_only_being_made(self, admin):
        add = reverse("wagtailsnippets_certificates_certificatetemplate:preview_on_add")
        assert admin.post(add, form_of(make_course())).json()["is_valid"]
        assert admin.get(add, {"mode": "en"}).status_code == 200
        assert not CertificateTemplate.objects.exists()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("certificate.css", 200), ("horizon.svg", 200), ("PeiliSerif-Regular.ttf", 200), ("certificate.html", 404),
        ("unable.html", 404), ("..%2Fguard.py", 404), ("x.css", 404),
    ],
)  # fmt: skip
def test_the_paper_is_sent_without_anything_else(admin, client, name, status):
    assert admin.get(f"/todistukset/paperi/{name}").status_code == status


def test_the_paper_asks_who_asks(client):
    assert client.get("/todistukset/paperi/certificate.css").status_code == 302


def test_each_saving_is_kept_as_a_revision_that_can_be_looked_at(admin):
    template = make_template(make_course())
    edit = reverse("wagtailsnippets_certificates_certificatetemplate:edit", args=[template.pk])
    assert admin.get(edit).status_code == 200
    for issuer in ("Ensimmäinen", "Toinen"):
        data = form_of(template.course, issuer=issuer) | {"texts-TOTAL_FORMS": 0, "signatories-TOTAL_FORMS": 0}
        assert admin.post(edit, data).status_code == 302
    template.refresh_from_db()
    assert [row.content["issuer"] for row in template.revisions.order_by("pk")] == ["Ensimmäinen", "Toinen"]
    assert [row.content["revision"] for row in template.revisions.order_by("pk")] == [2, 3]
    assert template.revision == 3
    history = reverse("wagtailsnippets_certificates_certificatetemplate:history", args=[template.pk])
    assert admin.get(history).status_code == 200


def test_what_is_changed_in_a_template_changes_nothing_old():
    picture = PictureFactory()
    certificate = make_certificate()
    before = stored_bytes(certificate)
    template = CertificateTemplate.objects.get(pk=certificate.template_id)
    template.issuer, template.logo, template.emblem = "Toinen opisto", picture, picture
    template.save()
    template.signatories.all().delete()
    certificate.refresh_from_db()
    assert stored_bytes(certificate) == before
    assert certificate.template_revision == 1
    assert "Toinen opisto" not in certificate_html(snapshot=certificate.snapshot)


def test_pictures_are_frozen_with_the_certificate():
    certificate = make_certificate(rendered=False)
    template = CertificateTemplate.objects.get(pk=certificate.template_id)
    template.logo = template.emblem = PictureFactory()
    template.save()
    new = reissue_certificate(certificate=certificate, by=certificate.issued_by, at=certificate.issued_at)
    drawn = certificate_html(snapshot=new.snapshot)
    assert drawn.count("data:image/png;base64") == 2
    template.logo.file.delete(save=False)
    assert certificate_html(snapshot=new.snapshot) == drawn
    assert "base64" not in str(new.snapshot), "the snapshot names it by its hash"


def test_a_picture_that_cannot_be_read_stops_the_issue():
    from courses.certificates.domain.issuing import UnableToIssue

    certificate = make_certificate(rendered=False)
    template = CertificateTemplate.objects.get(pk=certificate.template_id)
    template.logo = PictureFactory()
    template.save()
    template.logo.file.delete(save=False)
    with pytest.raises(UnableToIssue, match="kuvaa ei voi lukea"):
        reissue_certificate(certificate=certificate, by=certificate.issued_by, at=certificate.issued_at)


def test_a_template_is_made_and_its_revisions_are_counted(admin):
    add = reverse("wagtailsnippets_certificates_certificatetemplate:add")
    assert "data-w-autosave-interval" not in admin.get(add).text  # half a sentence would be on the next certificate
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
