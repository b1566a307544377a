"""The issuer's key that signs certificates: from a PKCS#12 file, from a PKCS#11 token, or self-made in a demo.

A token's key never leaves it, so a session is opened for each signature; a file is read once and again when it changes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings

from sealing.files import write_once

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate as Asn1Certificate
    from pyhanko.sign.signers import Signer

DEMO_KEY = "todistukset.p12"
YEARS = 10  # of a self-made certificate


class UnableToSign(Exception):
    """There is a key, but it cannot be used; the message says why."""


def has_key() -> bool:
    """Say whether certificates are signed here. A demo makes itself a key."""
    chosen = settings.CERTIFICATE_SIGNING
    return bool(chosen["P12_FILE"] or chosen["PKCS11_MODULE"] or settings.DEMO)


@contextmanager
def signer() -> Iterator[Signer]:
    """Lend the signer for one signature. Raises UnableToSign when the key cannot be had or has expired."""
    if settings.CERTIFICATE_SIGNING["PKCS11_MODULE"]:
        with _token_signer() as found:
            yield _current(found)
    else:
        yield _current(_file_signer())


def own_certificate() -> Asn1Certificate:
    """Return the certificate that belongs to the key. Raises UnableToSign."""
    with signer() as found:
        certificate: Asn1Certificate = found.signing_cert
    return certificate


def roots() -> list[Asn1Certificate]:
    """Return the roots that the operator trusts: those of the signing certificate and of the time-stamp service.

    Raises UnableToSign when the file that is named cannot be read.
    """
    from pyhanko.keys import load_certs_from_pemder  # noqa: PLC0415 -- slow to import; only what signs pays for it

    name = settings.CERTIFICATE_SIGNING["ROOTS_FILE"]
    try:
        return list(load_certs_from_pemder([name])) if name else []
    except (OSError, ValueError) as error:
        raise UnableToSign(f"CERTIFICATE_ROOTS_FILE {name}: {error}") from error


def make_key(path: Path, *, name: str, organization: str = "", password: str = "", at: datetime.datetime) -> bool:
    """This function will make a P-256 key with a self-signed certificate as a PKCS#12 file, unless one is there.

    Returns whether it did. A reader of the file sees that it is unchanged, but trusts the name only if they know the
    certificate: a real installation buys one from a certificate authority.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    sealing = BestAvailableEncryption(password.encode()) if password else NoEncryption()
    content = pkcs12.serialize_key_and_certificates(
        name.encode(), key, _self_signed(key, name, organization, at), None, sealing
    )
    return write_once(path, content)


def _self_signed(
    key: ec.EllipticCurvePrivateKey, name: str, organization: str, at: datetime.datetime
) -> x509.Certificate:
    names = [x509.NameAttribute(NameOID.COMMON_NAME, name[:64])]
    if organization:
        names.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization[:64]))
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name(names))
        .issuer_name(x509.Name(names))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - datetime.timedelta(days=1))
        .not_valid_after(at + datetime.timedelta(days=366 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )


def _file_signer() -> Signer:
    chosen = settings.CERTIFICATE_SIGNING
    path, password = Path(chosen["P12_FILE"]), chosen["P12_PASSWORD"]
    if not chosen["P12_FILE"]:
        path, password = Path(settings.KEYS_ROOT) / DEMO_KEY, ""
        if not path.exists():
            make_key(path, name="Peili, esittely / demo", at=datetime.datetime.now(tz=datetime.UTC))
    try:
        return _read(path, password, path.stat().st_mtime_ns)
    except (OSError, ValueError) as error:
        raise UnableToSign(f"{path}: {error}") from error


@lru_cache(maxsize=4)
def _read(path: Path, password: str, changed: int) -> Signer:
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415 -- slow to import; only what signs pays for it

    return SimpleSigner.load_pkcs12_data(path.read_bytes(), other_certs=[], passphrase=password.encode() or None)


@contextmanager
def _token_signer() -> Iterator[Signer]:
    """Open a session with the token (an HSM or a card), and close it after the signature."""
    chosen = settings.CERTIFICATE_SIGNING
    try:
        from pyhanko.config.pkcs11 import TokenCriteria  # noqa: PLC0415
        from pyhanko.sign import pkcs11  # noqa: PLC0415 -- needs python-pkcs11, which only a token needs
    except ImportError as error:
        raise UnableToSign("CERTIFICATE_PKCS11_MODULE needs the library python-pkcs11.") from error
    try:
        session = pkcs11.open_pkcs11_session(
            chosen["PKCS11_MODULE"],
            token_criteria=TokenCriteria(label=chosen["PKCS11_TOKEN"]),
            user_pin=chosen["PKCS11_PIN"] or None,
        )
    except Exception as error:  # a driver's own errors come in as many kinds as there are drivers
        raise UnableToSign(f"PKCS#11 token {chosen['PKCS11_TOKEN']}: {error!r}") from error
    with session:
        yield pkcs11.PKCS11Signer(
            session,
            key_label=chosen["PKCS11_KEY"],
            cert_label=chosen["PKCS11_CERTIFICATE"] or chosen["PKCS11_KEY"],
            ca_chain=roots(),
        )


def _current(found: Any) -> Signer:
    """Refuse an expired key: what it signed nobody would believe."""
    try:
        validity = found.signing_cert["tbs_certificate"]["validity"]
    except Exception as error:  # a token is asked for its certificate only now, and its driver raises what it likes
        raise UnableToSign(f"The signing certificate cannot be read: {error}") from error
    now = datetime.datetime.now(tz=datetime.UTC)
    if not validity["not_before"].native <= now <= validity["not_after"].native:
        raise UnableToSign(f"The signing certificate is not valid now (until {validity['not_after'].native:%Y-%m-%d}).")
    return found
