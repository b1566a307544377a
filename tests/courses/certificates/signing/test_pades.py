"""Signing with an authority's key, with time-stamps and long-term data, and what happens when something is missing.

That such files still conform is judged with all others in test_conformance.
"""

import io

import pytest
from factories.paper import paper
from factories.trust import Authority, new_key, pkcs12_file, services, signing_settings
from pyhanko.pdf_utils.reader import PdfFileReader

from courses import pdf
from courses.certificates.domain.printing import LOOK, certificate_html
from courses.certificates.signing import keys, pades
from courses.certificates.signing.keys import UnableToSign

WORDS = {"name": "SAMK", "reason": "Todistus 1", "place": "Pori", "field_label": "Allekirjoitus"}


@pytest.fixture(scope="module")
def drawn():
    return pdf.render_pdf(certificate_html(snapshot=paper()), look=LOOK)


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture(scope="module")
def address(authority):
    with services(authority) as found:
        yield found


@pytest.fixture
def chosen(settings, authority, address, tmp_path):
    """The settings of a site whose key an authority has certified."""
    settings.DEMO = False
    settings.CERTIFICATE_SIGNING = settings.CERTIFICATE_SIGNING | signing_settings(authority, address, tmp_path)
    return settings.CERTIFICATE_SIGNING


def test_a_key_from_an_authority_signs_and_is_trusted(chosen, drawn):
    content = pades.sign(drawn, **WORDS)
    assert content.startswith(drawn), "the bytes that were drawn stay as they were"
    signature = pades.read(content)
    assert (signature.signer, signature.is_intact, signature.is_trusted) == ("Kaislikon ammattikorkeakoulu", True, True)
    assert not pades.read(content + b"\n% and more").is_intact
    field = PdfFileReader(io.BytesIO(content)).embedded_signatures[0]
    assert field.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert field.sig_object["/Reason"] == "Todistus 1"


def test_b_t_carries_the_time_of_the_service(chosen, drawn, address):
    chosen["TIMESTAMP_URL"] = f"{address}/aika"
    content = pades.sign(drawn, **WORDS)
    signature = pades.read(content)
    assert signature.is_intact
    assert signature.stamped_at is not None
    assert b"/DSS" not in content


def test_b_lt_carries_what_is_needed_to_judge_it_later(chosen, drawn, address, authority):
    chosen |= {"TIMESTAMP_URL": address.replace("//", "//tunnus:sana@") + "/aika", "LONG_TERM": True}
    content = pades.sign(drawn, **WORDS)
    reader = PdfFileReader(io.BytesIO(content))
    store = reader.root["/DSS"]
    assert len(store["/CRLs"]) >= 1
    assert len(store["/Certs"]) >= 3, "the key's, the service's and the root"
    signature = pades.read(content)
    assert signature.is_intact
    assert signature.stamped_at is not None


def test_a_revoked_key_gives_no_long_term_signature(chosen, drawn, address, authority):
    chosen |= {"TIMESTAMP_URL": f"{address}/aika", "LONG_TERM": True}
    with keys.signer() as signer:
        authority.revoked.append(signer.signing_cert.serial_number)
    with pytest.raises(UnableToSign):
        pades.sign(drawn, **WORDS)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"P12_FILE": "/ei/ole.p12"}, "No such file"),
        ({"P12_PASSWORD": "väärä"}, "PKCS#12"),
        ({"ROOTS_FILE": "/ei/ole.pem", "TIMESTAMP_URL": "http://127.0.0.1:9/", "LONG_TERM": True}, "No such file"),
        ({"TIMESTAMP_URL": "http://127.0.0.1:9/"}, "TimestampRequestError"),
        ({"TIMESTAMP_URL": "{address}/rikki"}, "TimestampRequestError"),
        ({"PKCS11_MODULE": "/ei/ole.so", "PKCS11_TOKEN": "kortti"}, "PKCS11|PKCS#11"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_signed(chosen, drawn, address, change, words):
    chosen |= {
        name: value.format(address=address) if isinstance(value, str) else value for name, value in change.items()
    }
    with pytest.raises(UnableToSign, match=words):
        pades.sign(drawn, **WORDS)


def test_an_expired_key_is_refused(chosen, drawn, authority, tmp_path):
    key = new_key()
    old = authority.certify(key, "Vanha", days=-1)
    (tmp_path / "vanha.p12").write_bytes(pkcs12_file(authority, key, old, "x"))
    chosen |= {"P12_FILE": str(tmp_path / "vanha.p12"), "P12_PASSWORD": "x"}
    with pytest.raises(UnableToSign, match="not valid now"):
        pades.sign(drawn, **WORDS)


def test_without_a_key_the_file_stays_as_it_is(settings, drawn):
    settings.DEMO = False
    assert not keys.has_key()
    assert pades.sign(drawn, **WORDS) == drawn


def test_a_demo_makes_itself_one_key_and_keeps_it(settings, drawn, tmp_path):
    settings.KEYS_ROOT = tmp_path / "avaimet"
    first, second = keys.own_certificate().serial_number, keys.own_certificate().serial_number
    assert first == second
    [file] = settings.KEYS_ROOT.iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_the_signature_of_somebody_else_is_not_trusted(chosen, drawn, settings):
    content = pades.sign(drawn, **WORDS)
    chosen["P12_FILE"], chosen["ROOTS_FILE"], settings.DEMO = "", "", True
    signature = pades.read(content)
    assert (signature.is_intact, signature.is_trusted) == (True, False)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nrubbish", b"\0" * 2000, b"%PDF-1.7" + b"<<" * 5000])
def test_what_is_no_pdf_has_no_signature(content):
    assert pades.read(content) is None
