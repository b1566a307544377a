"""Signing with a key that never leaves its token: SoftHSM (softhsm2) stands for the HSM or the card."""

import subprocess
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives import serialization
from factories.paper import paper
from factories.trust import Authority, new_key

from courses import pdf
from courses.certificates.domain.printing import LOOK, certificate_html
from courses.certificates.signing import pades
from courses.certificates.signing.keys import UnableToSign

FOLDERS = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib")
DRIVERS = [Path(folder) / "softhsm" / "libsofthsm2.so" for folder in FOLDERS]
MODULE = next((path for path in DRIVERS if path.exists()), None)
WORDS = {"name": "SAMK", "reason": "Todistus 1", "place": "Pori", "field_label": "Allekirjoitus"}
PIN = "1234"


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture(scope="module")
def token(tmp_path_factory, authority):
    """Make a token with a key and its certificate on it. The driver reads its settings once in a process."""
    assert MODULE, "This test needs SoftHSM: install softhsm2."
    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
        key = new_key()
        plain = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        (folder / "key.pem").write_bytes(plain)
        for order in (
            ["--init-token", "--free", "--label", "todistukset", "--so-pin", PIN, "--pin", PIN],
            [
                "--import",
                str(folder / "key.pem"),
                "--token",
                "todistukset",
                "--label",
                "avain",
                "--id",
                "01",
                "--pin",
                PIN,
            ],
        ):
            subprocess.run(["softhsm2-util", *order], check=True, capture_output=True)
        (folder / "key.pem").unlink()
        certificate = authority.certify(key, "Kaislikon ammattikorkeakoulu")
        found = pkcs11.lib(str(MODULE)).get_token(token_label="todistukset")
        with found.open(user_pin=PIN, rw=True) as session:
            session.create_object(
                {
                    pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                    pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                    pkcs11.Attribute.TOKEN: True,
                    pkcs11.Attribute.LABEL: "avain",
                    pkcs11.Attribute.ID: b"\x01",
                    pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
                    pkcs11.Attribute.VALUE: certificate.public_bytes(serialization.Encoding.DER),
                }
            )
        yield folder


@pytest.fixture
def chosen(settings, token, authority, tmp_path):
    (tmp_path / "juuret.pem").write_bytes(authority.pem())
    settings.DEMO = False
    settings.CERTIFICATE_SIGNING = {
        **settings.CERTIFICATE_SIGNING,
        "PKCS11_MODULE": str(MODULE), "PKCS11_TOKEN": "todistukset", "PKCS11_PIN": PIN, "PKCS11_KEY": "avain",
        "ROOTS_FILE": str(tmp_path / "juuret.pem"),
    }  # fmt: skip
    return settings.CERTIFICATE_SIGNING


def test_the_key_on_the_token_signs_and_is_trusted(chosen):
    drawn = pdf.render_pdf(certificate_html(snapshot=paper()), look=LOOK)
    content = pades.sign(drawn, **WORDS)
    assert content.startswith(drawn)
    signature = pades.read(content)
    assert (signature.signer, signature.is_intact, signature.is_trusted) == ("Kaislikon ammattikorkeakoulu", True, True)
    assert pades.sign(drawn, **WORDS), "a second session opens after the first"


@pytest.mark.parametrize("wrong", [{"PKCS11_PIN": "0000"}, {"PKCS11_TOKEN": "toinen"}, {"PKCS11_KEY": "toinen"}])
def test_what_is_wrong_with_the_token_stops_the_signature(chosen, wrong):
    chosen.update(wrong)
    with pytest.raises(UnableToSign):
        pades.sign(pdf.render_pdf(certificate_html(snapshot=paper()), look=LOOK), **WORDS)
