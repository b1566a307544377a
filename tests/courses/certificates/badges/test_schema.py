"""The credential has the form that Open Badges 3.0 asks for: judged by our own schema, and by 1EdTech's where it is.

1EdTech's schema may not be part of Peili (its license); `OB_SCHEMA=<file>` names a copy to judge by, as
docs/operate.md tells.
"""

import copy
import json
import os
from pathlib import Path

import pytest
from factories.paper import HARD_NAMES, ISSUED, paper
from jsonschema import Draft201909Validator, ValidationError

from courses.certificates.badges import credential, keys
from courses.certificates.domain.badges import _words

OWN = Path(__file__).with_name("open_badges_3.schema.json")
OFFICIAL = os.environ.get("OB_SCHEMA", "")


def judge(path: Path) -> Draft201909Validator:
    schema = json.loads(path.read_text())
    Draft201909Validator.check_schema(schema)
    return Draft201909Validator(schema, format_checker=Draft201909Validator.FORMAT_CHECKER)


@pytest.fixture(autouse=True)
def _public_address(settings):
    settings.BASE_URL = "https://peili.example.fi"


def said(language: str, kind: str = "certificate") -> dict:
    snapshot = paper(language, holder=HARD_NAMES[language], kind=kind)
    token = credential.sign_badge(
        snapshot=snapshot, words=_words(snapshot), key=keys.current_key(), place=(1, 4711), at=ISSUED
    )
    return credential.contents_of(token)


@pytest.mark.parametrize("schema", [OWN, *([Path(OFFICIAL)] if OFFICIAL else [])], ids=lambda path: path.name)
@pytest.mark.parametrize("kind", ["certificate", "attendance"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_credential_has_the_form_that_is_asked_for(language, kind, schema):
    judge(schema).validate(said(language, kind))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("@context",), ["https://www.w3.org/2018/credentials/v1"]),
        (("id",), "no address"),
        (("type",), ["VerifiableCredential"]),
        (("name",), " "),
        (("issuer", "type"), ["Organization"]),
        (("validFrom",), "2026-11-22"),
        (("issuanceDate",), "2026-11-22T10:00:00Z"),
        (("credentialSubject", "achievement"), {}),
        (("credentialSubject", "achievement", "criteria"), {}),
        (("credentialSubject", "holder"), "an own word"),
        (("credentialSubject", "identifier", 0, "identityType"), "shoe size"),
        (("credentialStatus", "statusListIndex"), 4711),
    ],
    ids=lambda part: ".".join(map(str, part)) if isinstance(part, tuple) else "",
)
def test_the_schema_refuses_what_the_specification_does_not_know(path, value):
    document = copy.deepcopy(said("fi"))
    place = document
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(ValidationError):
        judge(OWN).validate(document)
