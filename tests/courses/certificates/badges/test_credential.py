"""The credential as verifiers of others see it, and its keys over the years."""

import base64
import json
from datetime import datetime, timedelta

import jwt
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from factories.paper import HARD_NAMES, ISSUED, paper
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier, decode_encoded_list, set_indices

from courses.certificates.badges import credential, issuer, keys
from courses.certificates.domain.badges import _words


@pytest.fixture(autouse=True)
def _public_address(settings):
    settings.BASE_URL = "https://peili.example.fi"


def sign(language="fi", key=None, **values):
    snapshot = paper(language, holder=HARD_NAMES[language], **values)
    key = key or keys.current_key()
    return credential.sign_badge(snapshot=snapshot, words=_words(snapshot), key=key, place=(1, 4711), at=ISSUED)


def library_judges(token):
    """Let openbadgeslib find the key in our DID document and judge the credential, as a stranger's program would."""
    document = json.dumps(issuer.did_document(keys.published_keys())).encode()
    return OB3Verifier.for_issuer_did("did:web:peili.example.fi", download=lambda _url: document).verify(token)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_another_library_accepts_it(language):
    found = library_judges(sign(language))
    assert found.issuer.id == "did:web:peili.example.fi"
    assert found.achievement.name == paper(language)["course"]
    assert found.identifiers[0].identity_hash == HARD_NAMES[language]


def test_the_signature_holds_by_bare_cryptography_with_the_key_of_the_key_set():
    token = sign()
    header, payload, signature = (part.encode() for part in token.split("."))
    told = json.loads(base64.urlsafe_b64decode(header + b"=="))
    [row] = [row for row in issuer.key_set(keys.published_keys())["keys"] if row["kid"] == told["kid"]]
    x, y = (int.from_bytes(base64.urlsafe_b64decode(row[name] + "=="), "big") for name in ("x", "y"))
    public = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    raw = base64.urlsafe_b64decode(signature + b"==")
    pair = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public.verify(pair, header + b"." + payload, ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        public.verify(pair, header + b"." + payload[:-1] + b"x", ec.ECDSA(hashes.SHA256()))


def test_one_changed_letter_is_noticed():
    header, payload, signature = sign().split(".")
    said = base64.urlsafe_b64decode(payload + "==").replace(b"Ryhm", b"Rihm").replace(b"kokoaa", b"kokosi")
    forged = ".".join((header, base64.urlsafe_b64encode(said).decode().rstrip("="), signature))
    with pytest.raises(OB3VerificationError):
        library_judges(forged)
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(forged, keys.current_key().private.public_key(), algorithms=["ES256"])


def test_it_says_what_validators_ask_for():
    token = sign()
    header = jwt.get_unverified_header(token)
    said = jwt.decode(token, keys.current_key().private.public_key(), algorithms=["ES256"])
    assert header["alg"] == "ES256"
    assert header["kid"].startswith("did:web:peili.example.fi#")
    assert set(header["jwk"]) == {"kty", "crv", "x", "y"}
    address = "https://peili.example.fi/merkit/7K3M9PQR4TVW2XYZ8ABC5DEF1GH6/"
    assert (said["iss"], said["jti"], said["id"]) == (said["issuer"]["id"], address, address)
    assert said["sub"] == said["credentialSubject"]["id"]
    assert said["nbf"] == int(datetime.fromisoformat(said["validFrom"]).timestamp()) == int(ISSUED.timestamp())
    assert said["credentialSchema"][0]["type"] == "1EdTechJsonSchemaValidator2019"
    status = said["credentialStatus"]
    assert (status["type"], status["statusListIndex"]) == ("BitstringStatusListEntry", "4711")
    assert status["statusListCredential"] == "https://peili.example.fi/merkit/tila/1/"
    achievement = said["credentialSubject"]["achievement"]
    assert paper()["outcomes"][0] in achievement["criteria"]["narrative"]
    assert "12 tuntia" in achievement["description"]
    assert said["evidence"][0]["id"].endswith("/t/7K3M9PQR4TVW2XYZ8ABC5DEF1GH6/")


def test_the_same_course_is_the_same_achievement_for_everybody():
    def achievement(**values):
        return credential.contents_of(sign(**values))["credentialSubject"]["achievement"]["id"]

    assert achievement() == achievement(code="0" * 28, given_name="Toinen")
    assert achievement() != achievement(outcomes=["jotain muuta"])


def test_a_new_key_signs_and_older_badges_stay_valid(settings, tmp_path):
    settings.BADGE_KEYS = tmp_path
    old = keys.make_badge_key(at=ISSUED - timedelta(days=400))
    before = sign()
    assert keys.make_badge_key(at=ISSUED - timedelta(days=400)) is None, "a key is never written over"
    keys.make_badge_key(at=ISSUED)
    after = sign()
    assert jwt.get_unverified_header(before)["kid"] != jwt.get_unverified_header(after)["kid"]
    assert library_judges(before)
    assert library_judges(after)
    private = serialization.load_pem_private_key(old.read_bytes(), None)
    old.write_bytes(
        private.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )
    assert library_judges(before), "of a key out of use the public half is enough"
    assert [bool(key.private) for key in keys.published_keys()] == [True, False]
    assert all((path.stat().st_mode & 0o077) == 0 for path in tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"rubbish", b"-----BEGIN PRIVATE KEY-----\nxx\n-----END PRIVATE KEY-----\n"])
def test_a_key_that_is_none_is_named(settings, tmp_path, content):
    settings.BADGE_KEYS = tmp_path
    (tmp_path / "2026-01-01.pem").write_bytes(content)
    with pytest.raises(keys.UnableToReadBadgeKey, match=r"2026-01-01\.pem"):
        keys.current_key()


def test_without_a_key_there_are_no_badges(settings, tmp_path):
    settings.BADGE_KEYS, settings.DEMO = tmp_path / "none", False
    assert keys.current_key() is None
    assert issuer.key_set(keys.published_keys()) == {"keys": []}


def test_without_https_the_issuer_is_its_profile(settings):
    settings.BASE_URL = "http://127.0.0.1:8000"
    assert issuer.issuer_id() == "http://127.0.0.1:8000/merkit/myontaja/"


def test_the_status_list_is_signed_and_holds_exactly_those_that_ended():
    token = credential.sign_status_list(number=3, ended=[0, 7, 131_071], key=keys.current_key(), at=ISSUED)
    said = jwt.decode(token, keys.current_key().private.public_key(), algorithms=["ES256"])
    assert said["id"] == said["jti"] == "https://peili.example.fi/merkit/tila/3/"
    assert said["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    bits = decode_encoded_list(said["credentialSubject"]["encodedList"])
    assert len(bits) * 8 == 131_072
    assert set(set_indices(bits)) == {0, 7, 131_071}


def test_the_picture_holds_the_credential():
    from courses.certificates.views.badges import PICTURE

    token = sign()
    baked = credential.baked(PICTURE.read_bytes(), token)
    assert OB3Verifier.extract_token_from_svg(baked) == token
