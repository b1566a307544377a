"""The library: nothing without a license, broken links are noticed and told once a month."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from factories.accounts import AdminFactory, UserFactory

from media.models import Attachment
from notifications.models import Notification
from publications.domain import check_links, links_due, note_answer, publications_shown, report_broken_links
from publications.fetching import ask
from publications.models import LinkCheck, Publication

pytestmark = pytest.mark.django_db
ANSWERS = {"/on": 200, "/poissa": 404, "/kielto": 403, "/rikki": 500}


class Elsewhere(BaseHTTPRequestHandler):
    """Another site: pages that are there, that are not, and ones that lead on."""

    def do_GET(self):
        onward = {"/vanha": "/on", "/kehä": "/kehä", "/keha": "/keha", "/sisaan": "file:///etc/passwd"}.get(self.path)
        self.send_response(302 if onward else ANSWERS.get(self.path, 404))
        if onward:
            self.send_header("Location", onward)
        self.end_headers()

    def log_message(self, *_args):
        """Say nothing."""


@pytest.fixture
def elsewhere(settings):
    settings.LINK_CHECKS_MAY_LOOK_INSIDE = True
    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def make_publication(**values):
    base = {"title": "Heijastuksia", "kind": "book", "description": "Kirja ryhmistä.", "license": "by", "owner": "SAMK"}
    return Publication.objects.create(**{**base, "url": "https://esimerkki.test/kirja", **values})


def test_an_address_is_asked_and_redirects_are_followed_but_never_out_of_the_net(elsewhere, settings):
    for path, answers in (("/on", True), ("/vanha", True), ("/kielto", True), ("/poissa", False), ("/rikki", False)):
        assert ask(elsewhere + path)[0] is answers, path
    for url in (elsewhere + "/keha", elsewhere + "/sisaan", "ftp://esimerkki.test/", "http:///x", "http://[::1", "x"):
        assert ask(url)[0] is False, url
    settings.LINK_CHECKS_MAY_LOOK_INSIDE = False
    assert ask(elsewhere + "/on") == (False, "ValueError")


def test_nothing_is_listed_without_description_license_owner_and_something_to_open():
    for missing in ("description", "license", "owner", "url"):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_publication(**{missing: ""})
    hidden = Attachment.objects.create(title="Esite", file=ContentFile(b"x", "esite.pdf"), is_public=False)
    for wrong in ({"file": hidden}, {"url": ""}):
        with pytest.raises(ValidationError):
            Publication(title="Esite", description="x", license="all", owner="SAMK", **wrong).clean()


def test_a_link_is_broken_after_two_failures_and_editors_hear_of_it_once_a_month(elsewhere):
    broken, works = make_publication(url=elsewhere + "/poissa"), make_publication(url=elsewhere + "/on")
    make_publication(url=elsewhere + "/salassa", is_listed=False)
    editor, somebody = AdminFactory(), UserFactory()
    start = timezone.now().replace(day=10)
    assert check_links(at=start) == 2
    assert links_due(at=start + timedelta(hours=1)) == []
    assert LinkCheck.objects.get(url=broken.url).state == "doubtful"
    assert links_due(at=start + timedelta(days=2)) == [broken.url], "what works is asked again in a week"
    check_links(at=start + timedelta(days=2))
    assert {row.pk: row.is_broken for row in publications_shown()} == {broken.pk: True, works.pk: False}
    for _again in range(2):
        report_broken_links(at=start + timedelta(days=3))
    told = Notification.objects.get(kind="publications-broken-links")
    assert (told.user, broken.url in told.text, works.url in told.text) == (editor, True, False)
    assert not Notification.objects.filter(user=somebody).exists()
    assert report_broken_links(at=start + timedelta(days=32)) == 1
    note_answer(url=broken.url, answers=True, found="200", at=start + timedelta(days=33))
    assert LinkCheck.objects.get(url=broken.url).state == "ok"
    broken.delete()
    links_due(at=start)
    assert not LinkCheck.objects.filter(url=broken.url).exists()


def test_the_library_tells_the_license_and_never_breaks(client, django_assert_max_num_queries):
    make_publication(license="all", year=2020, description_sv="En bok.")
    for number in range(8):
        make_publication(title=f"Opas {number} <b>", kind="guide")
    with django_assert_max_num_queries(4):
        text = client.get("/julkaisut/").text
    assert "CC BY 4.0" in text
    assert "kaikki oikeudet pidätetään" in text
    assert "&lt;b&gt;" in text
    assert "En bok." in client.get("/julkaisut/?kieli=sv&laji=book", follow=True).text
    for query in ("laji=x&kielella=%00", "page=9999", "laji=press"):
        assert client.get(f"/julkaisut/?{query}").status_code == 200


def test_an_editor_keeps_the_library_in_the_content_admin(client):
    client.force_login(AdminFactory())
    row = make_publication()
    note_answer(url=row.url, answers=False, found="404", at=timezone.now())
    assert row.title in client.get("/cms/snippets/publications/publication/").text
    sent = {"title": "Esite", "kind": "brochure", "language": "fi", "description": "Esite.", "license": "all"}
    sent |= {"owner": "", "accessibility": "unknown", "url": "", "is_listed": "on"}
    add = "/cms/snippets/publications/publication/add/"
    refused = client.post(add, sent)
    assert refused.status_code == 200
    assert "Anna tiedosto tai osoite." in refused.text
    assert client.post(add, sent | {"owner": "SAMK", "url": "https://esimerkki.test/esite"}).status_code == 302
    assert Publication.objects.count() == 2
