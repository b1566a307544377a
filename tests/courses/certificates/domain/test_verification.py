import hashlib

import pytest
from django.utils import timezone
from factories.certificates import make_certificate, make_coordinator

from courses.certificates.domain.codes import BadCode, grouped, new_code
from courses.certificates.domain.issuing import revoke
from courses.certificates.domain.keeping import stored_bytes
from courses.certificates.domain.verification import (
    LARGEST,
    FileTooLarge,
    FileVerdict,
    NotAPdf,
    compare_file,
    compare_hash,
    find_by_code,
)

pytestmark = pytest.mark.django_db


def in_chunks(content: bytes, size: int = 1000):
    return [content[start : start + size] for start in range(0, len(content), size)]


def test_a_code_is_found_however_it_is_typed():
    certificate = make_certificate()
    code = certificate.code
    for typed in (
        code,
        grouped(code),
        code.lower(),
        f"  {code[:10]} {code[10:]}\n",
        code.replace("0", "O").replace("1", "l"),
    ):
        assert find_by_code(typed) == certificate
    assert find_by_code(new_code()) is None
    with pytest.raises(BadCode):
        find_by_code(code[:-1])


def test_a_certificate_without_its_file_is_not_known_yet():
    assert find_by_code(make_certificate(rendered=False).code) is None


def test_a_revoked_one_is_found_as_what_it_is():
    certificate = make_certificate()
    revoke(certificate=certificate, reason="x", by=make_coordinator(certificate.enrolment.run), at=timezone.now())
    assert find_by_code(certificate.code).state == "revoked"


@pytest.mark.parametrize("size", [7, 1000, 10**9])
def test_the_file_is_the_same_or_altered_or_another_or_not_ours(size):
    certificate, other = make_certificate(), make_certificate()
    content = stored_bytes(certificate)
    assert compare_file(chunks=in_chunks(content, size)).verdict == FileVerdict.SAME
    assert compare_file(chunks=in_chunks(content, size), certificate=certificate).certificate == certificate
    assert compare_file(chunks=in_chunks(content, size), certificate=other).verdict == FileVerdict.OTHER
    place = content.index(b"stream") + 40
    altered = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
    found = compare_file(chunks=in_chunks(altered, size))
    assert (found.verdict, found.certificate) == (FileVerdict.ALTERED, certificate)
    assert compare_file(chunks=in_chunks(content + b"\n", size)).verdict == FileVerdict.ALTERED
    foreign = compare_file(chunks=in_chunks(b"%PDF-1.4\n" + b"nothing of ours" * 100, size if size > 10 else 2000))
    assert (foreign.verdict, foreign.certificate) == (FileVerdict.NOT_OURS, None)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a zip", b"<html>", b"\0" * 2000])
def test_what_is_no_pdf_is_said_to_be_none(content):
    with pytest.raises(NotAPdf):
        compare_file(chunks=in_chunks(content))


def test_a_file_beyond_all_measure_is_not_read_to_its_end():
    def endless():
        yield b"%PDF-1.7"
        for _ in range(LARGEST // 1_000_000 + 1):
            yield b"x" * 1_000_000
        raise AssertionError("read on")

    with pytest.raises(FileTooLarge):
        compare_file(chunks=endless())


@pytest.mark.parametrize("digest", ["", "x" * 64, "0" * 63, "0" * 64, "'; --"])
def test_a_hash_that_is_none_of_ours_finds_nothing(digest):
    make_certificate(rendered=False)  # has no hash, which an empty one must not meet
    assert compare_hash(digest=digest).verdict == FileVerdict.NOT_OURS
    assert compare_hash(digest=digest, code="<script>").verdict == FileVerdict.NOT_OURS


def test_the_hash_alone_is_enough_for_a_browser_that_read_the_file():
    certificate = make_certificate()
    digest = hashlib.sha256(stored_bytes(certificate)).hexdigest()
    assert compare_hash(digest=digest).certificate == certificate
    assert compare_hash(digest="0" * 64, code=certificate.code).verdict == FileVerdict.ALTERED
