import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from factories.accounts import OrganisationFactory
from factories.certificates import make_coordinator, make_issued, make_ready, share

from courses.certificates.domain.issuing import revoke
from courses.certificates.models import CertificateAccess

pytestmark = pytest.mark.django_db
FILE = b"%PDF-1.7 x"


@pytest.fixture
def organisation():
    return OrganisationFactory(name="Satakunnan Kehitys", slug="satakunta")


def run(folder, *more) -> str:
    out = io.StringIO()
    call_command("export_certificates", "--organisation", "satakunta", "--out", str(folder), *more, stdout=out)
    return out.getvalue()


def test_what_is_shared_is_written_with_its_list_and_the_holder_sees_it(organisation, client, tmp_path):
    good, ended, gone = (
        make_issued(make_ready(name=name), content=content)
        for name, content in ((("Aino", "Ahma"), FILE), (("Eero", "Ilves"), FILE + b"2"), (("Helmi", "Hirvi"), b""))
    )
    for certificate in (good, ended, gone):
        share(certificate, organisation)
    make_issued(content=FILE + b"3")  # shared with nobody
    by = make_coordinator(ended.enrolment.run)
    revoke(certificate=ended, reason="x", by=by, at=timezone.now())
    told = json.loads(run(tmp_path / "uusi" / "kansio", "--json"))
    folder = tmp_path / "uusi" / "kansio"
    name = f"Ahma_Aino_{good.number}.pdf"
    assert told == {"folder": str(folder), "written": [name], "left_out": [gone.number, ended.number]}
    assert {path.name for path in folder.iterdir()} == {name, "luettelo.xlsx", "luettelo.csv"}
    assert (folder / name).read_bytes() == FILE
    rows = list(csv.DictReader(io.StringIO((folder / "luettelo.csv").read_text("utf-8-sig")), delimiter=";"))
    assert {row["Numero"] for row in rows} == {good.number, ended.number, gone.number}
    access = CertificateAccess.objects.get()
    assert (access.certificate, access.kind, access.user, access.organisation) == (good, "export", None, organisation)
    client.force_login(good.enrolment.user)
    page = client.get(f"/todistukset/{good.public_id}/").content.decode()
    assert "Ylläpito, Satakunnan Kehitys" in page


def test_it_refuses_in_words(organisation, tmp_path):
    with pytest.raises(CommandError, match="Nobody shares"):
        run(tmp_path / "a")
    share(make_issued(content=FILE), organisation)
    (tmp_path / "muu").write_text("x")
    with pytest.raises(CommandError, match="not an empty folder"):
        run(tmp_path)
    with pytest.raises(CommandError, match="not an empty folder"):
        run(tmp_path / "muu")
    with pytest.raises(CommandError, match="no organization"):
        call_command("export_certificates", "--organisation", "ei-ole", "--out", str(tmp_path / "a"))
    assert "1 certificates" in run(tmp_path / "b")
