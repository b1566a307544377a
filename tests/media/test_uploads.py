"""What may be uploaded: sorted by content, never by name."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from factories.media import mp4, png, wav
from PIL import Image

from media.uploads import DOCUMENTS, PICTURES, SOUNDS, VIDEOS, UploadValidator, sniff

EVERYTHING = PICTURES | VIDEOS | SOUNDS | DOCUMENTS


def docx() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return buffer.getvalue()


def plain_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("ohjelma.exe", "MZ")
    return buffer.getvalue()


KINDS = [
    ("kuva.png", png(), "png"),
    ("elokuva.mp4", mp4(), "mp4"),
    ("elokuva.m4a", mp4(), "mp4"),
    ("aani.wav", wav(), "wav"),
    ("pelisaannot.pdf", b"%PDF-1.7\n", "pdf"),
    ("kirje.docx", docx(), "zip-office"),
    ("aani.mp3", b"ID3\x04" + b"\x00" * 20, "mp3"),
    ("aani.mp3", b"\xff\xfb\x90\x00" + b"\x00" * 20, "mp3"),
    ("video.webm", b"\x1aE\xdf\xa3" + b"\x00" * 20, "webm"),
    ("muistio.txt", "Äiti lähti öisin.".encode(), "text"),
]
REFUSED = [
    ("kuva.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    ("kuva.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ("sivu.html", b"<!doctype html><script>alert(1)</script>"),
    ("sivu.txt", b"  \n<HTML><body>"),
    ("tiedot.txt", b"<?xml version='1.0'?><a/>"),
    ("ohjelma.exe", b"MZ\x90\x00\x03\x00\x00\x00"),
    ("ohjelma.pdf", b"MZ\x90\x00\x03\x00\x00\x00"),
    ("elf.txt", b"\x7fELF\x02\x01\x01"),
    ("skripti.txt", b"a\x00b"),
    ("paketti.zip", plain_zip()),
    ("paketti.docx", plain_zip()),
    ("tyhja.png", b"\x00" * 50),
]


@pytest.mark.parametrize(("name", "content", "kind"), KINDS)
def test_what_is_taken(name, content, kind):
    upload = SimpleUploadedFile(name, content)
    assert sniff(upload) == kind
    UploadValidator(kinds=EVERYTHING, max_megabytes=1)(upload)
    assert upload.read() == content  # left at its beginning for whoever stores it


@pytest.mark.parametrize(("name", "content"), REFUSED)
def test_what_is_refused(name, content):
    with pytest.raises(ValidationError) as caught:
        UploadValidator(kinds=EVERYTHING, max_megabytes=1)(SimpleUploadedFile(name, content))
    assert caught.value.code in ("kind", "broken")


def test_a_name_that_lies_is_refused():
    with pytest.raises(ValidationError) as caught:
        UploadValidator(kinds=EVERYTHING, max_megabytes=1)(SimpleUploadedFile("kuva.html", png()))
    assert caught.value.code == "extension"


def test_empty_and_too_large():
    check = UploadValidator(kinds=EVERYTHING, max_megabytes=1)
    for content, code in ((b"", "empty"), (png() + b"\x00" * 1024 * 1024, "size")):
        with pytest.raises(ValidationError) as caught:
            check(SimpleUploadedFile("kuva.png", content))
        assert caught.value.code == code


def test_a_picture_bomb_is_refused_before_it_is_unpacked():
    buffer = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(buffer, "PNG")
    assert len(buffer.getvalue()) < 100_000
    with pytest.raises(ValidationError) as caught:
        UploadValidator(kinds=PICTURES, max_megabytes=1)(SimpleUploadedFile("pommi.png", buffer.getvalue()))
    assert caught.value.code in ("pixels", "broken")


def test_a_broken_picture_is_refused():
    with pytest.raises(ValidationError) as caught:
        UploadValidator(kinds=PICTURES, max_megabytes=1)(SimpleUploadedFile("kuva.png", png()[:40]))
    assert caught.value.code == "broken"


def test_validators_that_say_the_same_are_equal():
    one = UploadValidator(kinds={"pdf", "png"}, max_megabytes=2)
    assert one == UploadValidator(kinds=["png", "pdf"], max_megabytes=2)
    assert one != UploadValidator(kinds=["png"], max_megabytes=2)
    path, args, kwargs = one.deconstruct()
    assert (path, args, kwargs["max_megabytes"]) == ("media.uploads.UploadValidator", (), 2)
