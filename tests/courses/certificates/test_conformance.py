"""The file as others judge it: accessible, archival, signed, and readable by people, programs and cameras."""

import hashlib
import json
from base64 import b64encode
from io import BytesIO

import pikepdf
import pypdf
import pytest
from conformance.judging import STANDARDS, boxes_in, broken_rules, code_in, text_of
from django.conf import settings
from django.template.loader import render_to_string
from django.test import override_settings
from django.utils import translation
from factories.paper import HARD_NAMES, ISSUED, paper
from factories.trust import Authority, services, signing_settings
from PIL import Image

from courses import pdf
from courses.certificates.badges.credential import contents_of
from courses.certificates.badges.keys import current_key
from courses.certificates.domain import badges, enclosing, printing, rendering, verification
from courses.certificates.signing import pades

pytestmark = pytest.mark.dear  # drawn and judged once
LANGUAGES = ("fi", "sv", "en")


def badge_of(snapshot):
    key = current_key()
    token = badges.sign_badge(snapshot=snapshot, words=badges._words(snapshot), key=key, place=(1, 7), at=ISSUED)
    return badges.DraftBadge(1, 7, token)


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    """The files of all tests here, drawn once and judged in one start of Java."""
    keys = tmp_path_factory.getbasetemp() / "keys"  # those of the tests, whose settings this is too early for
    folder = tmp_path_factory.mktemp("papers")
    with override_settings(KEYS_ROOT=keys, BADGE_KEYS=keys / "merkit"):
        return draw_all(folder)


def with_pictures(snapshot):
    """Give the page with a logo and an emblem on it."""
    room = BytesIO()
    Image.new("RGB", (300, 90), "#123a6b").save(room, "PNG")
    picture = "data:image/png;base64," + b64encode(room.getvalue()).decode()
    context = printing.print_context(snapshot) | {"logo": picture, "emblem": picture}
    return render_to_string("certificates/pdf/certificate.html", context)


def draw_all(folder):
    """Give the snapshots and the files by name."""
    values, files = {}, {}

    def keep(name, snapshot, content):
        values[name], files[name] = snapshot, folder / f"{name}.pdf"
        files[name].write_bytes(content)

    for language in LANGUAGES:
        plain, hard = paper(language), paper(language, holder=HARD_NAMES[language])
        keep(f"plain-{language}", plain, rendering.signed_pdf(snapshot=plain, badge=badge_of(plain), at=ISSUED))
        keep(f"hard-{language}", hard, rendering.signed_pdf(snapshot=hard, badge=badge_of(hard), at=ISSUED))
        bare = pdf.render_pdf(printing.certificate_html(snapshot=hard), look=printing.LOOK)
        keep(f"unsigned-{language}", hard, bare)
    keep("pictured", paper(), pdf.render_pdf(with_pictures(paper()), look=printing.LOOK))
    draft = pdf.render_pdf(
        printing.certificate_html(snapshot=paper(number="", code=""), is_preview=True), look=printing.LOOK
    )
    keep("preview", paper(), draft)
    for name, content in stamped(folder).items():
        keep(name, paper(), content)
    return values, files


def stamped(folder):
    """Give the files of a site whose key an authority has certified: with a time-stamp, and with long-term data too."""
    drawn = pdf.render_pdf(printing.certificate_html(snapshot=paper()), look=printing.LOOK)
    words = {"name": "SAMK", "reason": "Todistus 1", "place": "Pori", "field_label": "Allekirjoitus"}
    files, authority = {}, Authority()
    with services(authority) as address:
        ours = settings.CERTIFICATE_SIGNING | signing_settings(authority, address, folder)
        for name, is_long in (("b-t", False), ("b-lt", True)):
            more = {"TIMESTAMP_URL": f"{address}/aika", "LONG_TERM": is_long}
            with override_settings(DEMO=False, CERTIFICATE_SIGNING=ours | more):
                files[name] = pades.sign(drawn, **words)
    assert (b"/DSS" in files["b-t"], b"/DSS" in files["b-lt"]) == (False, True)
    return files


@pytest.fixture(scope="module")
def verdicts(papers):
    return broken_rules(list(papers[1].values()))


SIGNED = [f"{kind}-{language}" for kind in ("plain", "hard") for language in LANGUAGES]
WITHOUT_TWIN = [f"unsigned-{language}" for language in LANGUAGES]
STAMPED = ["b-t", "b-lt"]


@pytest.mark.only_on("sqlite3")  # a file does not know which database it was made beside
@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("name", [*SIGNED, *WITHOUT_TWIN, *STAMPED, "pictured", "preview"])
def test_the_file_conforms(verdicts, standard, name):
    assert verdicts[standard, f"{name}.pdf"] == []


def values_of(snapshot):
    """Give every stored value that is meant for people, in the words in which it is printed."""
    with translation.override(snapshot["language"]):
        context = printing.print_context(snapshot)
    people = [part for person in snapshot["signatories"] for part in person.values()]
    rows = [part for row in context["sessions"] for part in row.values()]
    named = ("number", "holder", "run", "heading", "statement", "course", "issuer", "place", "funding")
    return [
        *(snapshot[name] for name in named), *people, *rows, *snapshot["outcomes"], *context["done"],
        *context["facts"], context["place_and_day"], context["hours"], context["code"], context["verify_place"],
    ]  # fmt: skip


def without_breaks(text):
    """A name is broken after a hyphen; what a reader copies then has a space there."""
    return text.replace("- ", "-")


@pytest.mark.parametrize("name", SIGNED)
def test_its_text_holds_every_stored_value(papers, name):
    text = without_breaks(text_of(papers[1][name]))
    read = without_breaks(
        " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(papers[1][name]).pages).split())
    )
    for value in values_of(papers[0][name]):
        assert without_breaks(value) in text, value
        assert "".join(value.split()) in "".join(read.split()), value


@pytest.mark.parametrize("name", SIGNED)
def test_its_qr_code_is_the_address_of_verification(papers, name, tmp_path):
    assert code_in(papers[1][name], tmp_path) == printing.verify_url(papers[0][name]["code"])


@pytest.mark.parametrize("name", SIGNED)
def test_it_holds_its_values_and_its_badge_for_machines(papers, name):
    snapshot = papers[0][name]
    reader = pypdf.PdfReader(papers[1][name])
    twin = json.loads(reader.attachments[enclosing.NAME][0])
    assert twin["certificate"] == snapshot
    assert twin["verify"].endswith(f"/t/{snapshot['code']}/")
    token = twin["openBadge"]["id"].removeprefix("data:application/vc+jwt,")
    assert contents_of(token)["credentialSubject"]["identifier"][0]["identityHash"] == snapshot["holder"]
    file = reader.trailer["/Root"]["/AF"][0].get_object()
    assert file["/AFRelationship"] == "/Alternative"
    assert file["/EF"]["/F"].get_object()["/Subtype"] == "/application/json"
    assert reader.trailer["/Root"]["/Lang"] == snapshot["language"]
    assert snapshot["holder"] in reader.metadata.title


@pytest.mark.parametrize("name", ["plain-fi", "hard-en"])
def test_its_signature_holds_and_sees_every_change(papers, name):
    content = papers[1][name].read_bytes()
    signature = pades.read(content)
    assert signature.is_intact
    assert signature.is_trusted
    assert signature.stamped_at is None
    for place in (20, len(content) // 3, content.rindex(b"/Root")):
        changed = pades.read(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert changed is None or not changed.is_intact
    assert pades.read(papers[1]["unsigned-fi"].read_bytes()) is None


def test_saved_again_by_another_program_it_is_known_and_altered(papers):
    values, files = papers
    original = files["plain-fi"].read_bytes()
    grouped = pikepdf.ObjectStreamMode.generate
    saved = [_saved(original, **how) for how in ({}, {"object_stream_mode": grouped}, {"linearize": True})]
    writer, room = pypdf.PdfWriter(clone_from=BytesIO(original)), BytesIO()
    writer.write(room)
    for content in (*saved, room.getvalue()):
        digest, mark, is_locked = verification._read([content])
        assert (mark, is_locked) == (values["plain-fi"]["code"], False)
        assert digest != hashlib.sha256(original).hexdigest()
    locked = _saved(original, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert verification._read([locked])[1:] == ("", True)


def _saved(original: bytes, **how) -> bytes:
    room = BytesIO()
    with pikepdf.open(BytesIO(original)) as read:
        read.save(room, **how)
    return room.getvalue()


def test_all_is_on_two_pages_and_nothing_reaches_over_the_edge(papers):
    for file in papers[1].values():
        first, second = pypdf.PdfReader(file).pages
        assert (round(first.mediabox.width), round(first.mediabox.height)) == (842, 595)
        assert (round(second.mediabox.width), round(second.mediabox.height)) == (595, 842)
        words = boxes_in(file)
        assert len(words) > 25
        for word, left, top, right, bottom in words:
            assert (left > 80, top > 60, right < 842 - 70, bottom < 595 - 50) == (True,) * 4, word


@pytest.mark.parametrize("holder", ["W" * 160, "Mm-" * 50 + "M", "Wwwwwwww " * 17])
def test_even_an_impossible_name_stays_above_the_water(holder, tmp_path):
    file = tmp_path / "name.pdf"
    file.write_bytes(pdf.render_pdf(printing.certificate_html(snapshot=paper(holder=holder)), look=printing.LOOK))
    name = [box for box in boxes_in(file) if box[0].strip("WwMm-") == "" and box[0][:1] in "WMw"]
    assert name
    assert all(left > 80 and right < 600 and top > 60 and bottom < 300 for _word, left, top, right, bottom in name)
