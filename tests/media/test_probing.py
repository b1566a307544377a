"""How long a recording lasts, from the file itself."""

import io
import struct

import pytest
from factories.media import mp4, png, wav
from hypothesis import given
from hypothesis import strategies as st

from media.probing import duration_of


def webm(seconds: float) -> bytes:
    length = b"\x44\x89\x88" + struct.pack(">d", seconds * 1000)
    scale = b"\x2a\xd7\xb1\x83" + (1_000_000).to_bytes(3, "big")
    return b"\x1aE\xdf\xa3" + b"\x00" * 30 + b"\x15\x49\xa9\x66\x95" + scale + length


@pytest.mark.parametrize(
    ("content", "seconds"),
    [(mp4(90), 90), (wav(2.5), 2.5), (webm(12.25), 12.25), (png(), None), (b"", None), (mp4()[:-95], None)],
)
def test_lengths(content, seconds):
    file = io.BytesIO(content)
    assert duration_of(file) == seconds
    assert file.tell() == 0


@given(
    st.sampled_from([b"\x00\x00\x00\x18ftyp", b"RIFF\x00\x00\x00\x00WAVE", b"\x1aE\xdf\xa3"]), st.binary(max_size=300)
)
def test_broken_files_have_no_length(start, rest):
    found = duration_of(io.BytesIO(start + rest))
    assert found is None or found > 0
