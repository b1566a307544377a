"""What authors may add in the content admin: the content decides, and the answer says what would do."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from factories.accounts import AdminFactory
from factories.media import mp4, png

from media.models import Attachment, Picture, Recording

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00" + b"\x00" * 200
DOCUMENT, PICTURE, RECORDING = "wagtaildocs:add", "wagtailimages:add", "wagtailmedia:add"
WRONG_KIND, WRONG_NAME = "Tällaista tiedostoa ei voi lisätä", "pääte ei vastaa sisältöä"


@pytest.fixture
def upload(client):
    client.force_login(AdminFactory(language="fi"))

    def send(name, file, content):
        args = ["video"] if name == RECORDING else []
        data = {
            "title": "Tiedosto",
            "file": SimpleUploadedFile(file, content),
            "transcript": "Sanat.",
            "duration": "60",
        }
        return client.post(reverse(name, args=args), data, follow=True)

    return send


def stored() -> int:
    return Attachment.objects.count() + Picture.objects.count() + Recording.objects.count()


@pytest.mark.parametrize(
    ("place", "file", "content", "told"),
    [
        (DOCUMENT, "kuva.svg", SVG, WRONG_KIND),
        (DOCUMENT, "sivu.html", HTML, WRONG_KIND),
        (DOCUMENT, "ohje.pdf", HTML, WRONG_KIND),
        (DOCUMENT, "ohje.txt", HTML, WRONG_KIND),
        (DOCUMENT, "ohjelma.exe", EXE, WRONG_KIND),
        (DOCUMENT, "ohje.exe.pdf", EXE, WRONG_KIND),
        (DOCUMENT, "ohje.html", b"%PDF-1.4\n", WRONG_NAME),
        (DOCUMENT, "tyhja.pdf", b"", ""),
        (DOCUMENT, "suuri.pdf", b"%PDF-1.4\n" + b"\x00" * (26 * 1024 * 1024), "enintään 25 Mt"),
        (PICTURE, "kuva.svg", SVG, ""),
        (PICTURE, "kuva.png", SVG, ""),
        (PICTURE, "kuva.png", EXE, ""),
        (PICTURE, "kuva.html", png(), ""),
        (RECORDING, "video.mp4", EXE, WRONG_KIND),
        (RECORDING, "video.mp4", HTML, WRONG_KIND),
        (RECORDING, "video.html", mp4(), WRONG_NAME),
        (RECORDING, "video.svg", SVG, WRONG_KIND),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_what_is_refused_is_refused_with_a_reason(upload, place, file, content, told):
    response = upload(place, file, content)
    assert response.status_code == 200
    assert told in response.content.decode()
    assert "error" in response.content.decode()
    assert stored() == 0


@pytest.mark.parametrize(
    ("place", "file", "content"),
    [(DOCUMENT, "ohje.pdf", b"%PDF-1.4\n%hei\n"), (PICTURE, "kuva.png", png()), (RECORDING, "video.mp4", mp4())],
)
def test_the_right_kinds_are_taken(upload, place, file, content):
    assert upload(place, file, content).status_code == 200
    assert stored() == 1


def test_two_hundred_megabytes_of_video_are_too_many():
    from django.core.exceptions import ValidationError

    from media.models import check_recording

    file = SimpleUploadedFile("video.mp4", mp4())
    file.size = 200 * 1024 * 1024
    with pytest.raises(ValidationError, match="enintään 150 Mt"):
        check_recording(file)
