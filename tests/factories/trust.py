"""A certificate authority, a signing key and a time-stamp service of one's own, spoken to over real HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from asn1crypto import keys as asn1_keys
from asn1crypto import tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime.now(tz=UTC)


class Authority:
    """An authority that certifies keys and answers what has been revoked."""

    def __init__(self) -> None:
        self.key = new_key()
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kokeilun juuri")])
        self.certificate = self.certify(self.key, "Kokeilun juuri", is_root=True)
        self.revoked: list[int] = []

    def certify(self, key, name, *, is_root=False, crl="", stamps=False, days=30):
        """Return a certificate for a key."""
        usage = dict.fromkeys(
            ("key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only"), False
        )
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - timedelta(days=60))
            .not_valid_after(NOW + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .add_extension(
                x509.KeyUsage(
                    digital_signature=True, content_commitment=True, key_cert_sign=is_root, crl_sign=is_root, **usage
                ),
                critical=True,
            )
        )
        if stamps:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        if crl:
            point = x509.DistributionPoint([x509.UniformResourceIdentifier(crl)], None, None, None)
            builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        return builder.sign(self.key, hashes.SHA256())

    def revocations(self) -> bytes:
        """Return the list of what has been revoked."""
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.name)
            .last_update(NOW - timedelta(hours=1))
            .next_update(NOW + timedelta(days=1))
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .add_extension(x509.CRLNumber(1), critical=False)
        )
        for serial in self.revoked:
            gone = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(NOW - timedelta(hours=2))
            builder = builder.add_revoked_certificate(gone.build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(Encoding.DER)

    def pem(self) -> bytes:
        """Return the root as it would be downloaded."""
        return self.certificate.public_bytes(Encoding.PEM)


def new_key() -> rsa.RSAPrivateKey:
    """Return a key; RSA, as most authorities hand out and the time-stamp service of pyHanko's tests wants."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pkcs12_file(authority: Authority, key, certificate, password: str) -> bytes:
    """Return what an authority hands out: key, certificate and root in one file."""
    sealing = serialization.BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(b"avain", key, certificate, [authority.certificate], sealing)


def signing_settings(authority: Authority, address: str, folder: Path) -> dict[str, str]:
    """Return the settings of a site whose key the authority has certified; the files are put into the folder."""
    key = new_key()
    certificate = authority.certify(key, "Kaislikon ammattikorkeakoulu", crl=f"{address}/crl")
    (folder / "avain.p12").write_bytes(pkcs12_file(authority, key, certificate, "salasana"))
    (folder / "juuret.pem").write_bytes(authority.pem())
    files = {"P12_FILE": str(folder / "avain.p12"), "ROOTS_FILE": str(folder / "juuret.pem")}
    return {**files, "P12_PASSWORD": "salasana"}


@contextmanager
def services(authority: Authority) -> Iterator[str]:
    """Serve a time-stamp service at /aika and the list of revoked certificates at /crl; give the address."""
    from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/rikki":
                return self._answer("text/html", b"<p>503")
            reply = stamper.request_tsa_response(tsp.TimeStampReq.load(body)).dump()
            return self._answer("application/timestamp-reply", reply)

        def do_GET(self) -> None:
            self._answer("application/pkix-crl", authority.revocations())

        def _answer(self, kind: str, content: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_arguments) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    address = f"http://127.0.0.1:{server.server_port}"
    key = new_key()
    certificate = authority.certify(key, "Kokeilun aikapalvelu", stamps=True, crl=f"{address}/crl")
    private = key.private_bytes(Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    stamper = DummyTimeStamper(
        asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)), asn1_keys.PrivateKeyInfo.load(private)
    )
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()
