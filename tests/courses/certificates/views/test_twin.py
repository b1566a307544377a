"""The page of a certificate shows what the paper shows."""

from html import unescape

import pytest
from django.utils import translation
from factories.certificates import make_certificate, make_certifying_run, make_ready

from courses.certificates.domain import printing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_stored_value_that_is_printed_is_on_the_page(client, language):
    run = make_certifying_run(language=language)
    certificate = make_certificate(make_ready(run, name=("Žofia", "Ålander-Öhman")))
    client.force_login(certificate.enrolment.user)
    page = " ".join(unescape(client.get(f"/todistukset/{certificate.public_id}/").content.decode()).split())
    snapshot = certificate.snapshot
    with translation.override(language):
        context = printing.print_context(snapshot)
    named = ("number", "holder", "run", "heading", "statement", "course", "issuer")
    printed = [
        *(snapshot[name] for name in named), *context["facts"], *context["done"], *snapshot["outcomes"],
        context["place_and_day"], context["hours"], context["code"],
        *(part for person in snapshot["signatories"] for part in person.values()),
        *(part for row in context["sessions"] for part in row.values()),
    ]  # fmt: skip
    assert len(printed) > 20
    assert [value for value in printed if value not in page] == []
