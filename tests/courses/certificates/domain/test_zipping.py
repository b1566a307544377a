import io
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.certificates.domain import zipping
from courses.certificates.domain.zipping import ZipTooLarge, pack, table

AT = datetime(2026, 6, 1, 9, 30, 11, tzinfo=UTC)
FILES = {"Ålander-Öhman_Žofia_TP-2026-0001.pdf": b"%PDF-1.7 a" * 1000, "luettelo.csv": b"\xef\xbb\xbf", "tyhjä": b""}


def written(files: dict[str, bytes]) -> bytes:
    packed = [(pack(name, content, at=AT), content) for name, content in files.items()]
    return b"".join(one.head + content for one, content in packed) + table(one for one, _ in packed)


def test_others_read_what_is_written(tmp_path):
    whole = written(FILES)
    with zipfile.ZipFile(io.BytesIO(whole)) as read:
        assert read.testzip() is None
        assert {info.filename: read.read(info) for info in read.infolist()} == FILES
        assert read.infolist()[0].date_time == (2026, 6, 1, 12, 30, 10)  # in Finland, in steps of two seconds
        assert {info.compress_type for info in read.infolist()} == {zipfile.ZIP_STORED}
        assert not any(info.flag_bits & 0x08 for info in read.infolist())  # sizes stand in front
    if shutil.which("unzip"):
        (tmp_path / "a.zip").write_bytes(whole)
        subprocess.run(["unzip", "-tq", tmp_path / "a.zip"], check=True, capture_output=True)


def test_the_length_is_known_before_a_byte_is_written():
    for name, content in FILES.items():
        packed = pack(name, content, at=AT)
        assert packed.length == len(packed.head + content)


@given(st.dictionaries(st.text(st.characters(codec="utf-8", exclude_characters="\0/\\"), min_size=1), st.binary()))
def test_whatever_the_names_and_contents(files):
    with zipfile.ZipFile(io.BytesIO(written(files))) as read:
        assert read.testzip() is None
        assert [read.read(info) for info in read.infolist()] == list(files.values())


def test_what_a_plain_zip_cannot_count_is_refused():
    small = pack("a", b"", at=AT)
    with pytest.raises(ZipTooLarge):
        table([small] * (zipping.MOST + 1))
    huge = zipping.Packed("a", 0, zipping.LARGEST - 10, small.moment)
    with pytest.raises(ZipTooLarge):
        table([huge])
