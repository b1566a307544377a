"""The author's form of a recording."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from factories.accounts import AdminFactory
from factories.media import CAPTIONS, RecordingFactory, mp4
from wagtailmedia.forms import get_media_form

from media.models import MediaTrack, Recording

pytestmark = pytest.mark.django_db


def form(data=None, **files):
    values = {
        "title": "Kolme ovea",
        "transcript": "Teksti",
        "chapter_lines": "",
        "captions_language": "fi",
        **(data or {}),
    }
    files = {name: SimpleUploadedFile(*content) for name, content in files.items()}
    return get_media_form(Recording)(values, files, instance=Recording(type="video"), user=AdminFactory())


def test_the_length_is_read_and_captions_are_put_in_place():
    found = form(file=("ovet.mp4", mp4(90)), captions=("fi.vtt", CAPTIONS))
    assert found.is_valid(), found.errors
    recording = found.save()
    assert recording.duration == 90
    track = recording.tracks.get()
    assert (track.kind, track.srclang) == ("captions", "fi")
    assert track.file.name.startswith("tracks/")


@pytest.mark.parametrize(
    ("field", "data", "files"),
    [
        ("file", {}, {"file": ("ovet.mp4", b"<svg/>")}),
        ("file", {}, {"file": ("ovet.exe", mp4())}),
        ("file", {}, {}),
        ("captions", {}, {"file": ("ovet.mp4", mp4()), "captions": ("fi.vtt", b"nonsense")}),
        ("chapter_lines", {"chapter_lines": "alku"}, {"file": ("ovet.mp4", mp4())}),
        ("duration", {}, {"file": ("aani.mp3", b"ID3" + b"\x00" * 50)}),
        ("title", {"title": ""}, {"file": ("ovet.mp4", mp4())}),
        ("title", {"title": "x" * 300}, {"file": ("ovet.mp4", mp4())}),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(field, data, files):
    found = form(data, **files)
    assert not found.is_valid()
    assert field in found.errors
    assert not MediaTrack.objects.exists()


def test_the_admin_pages_open(client):
    client.force_login(AdminFactory())
    recording = RecordingFactory()
    for address in (
        reverse("wagtailmedia:index"),
        reverse("wagtailmedia:add", args=("video",)),
        reverse("wagtailmedia:edit", args=(recording.pk,)),
        reverse("wagtailsnippets_media_mediatrack:list"),
        reverse("wagtailsnippets_media_mediatrack:add"),
    ):
        response = client.get(address)
        assert response.status_code == 200, address


def test_a_recording_is_added_through_the_admin(client):
    client.force_login(AdminFactory())
    data = {
        "title": "Kolme ovea",
        "transcript": "Teksti",
        "chapter_lines": "0:00 Alku",
        "captions_language": "fi",
        "captions": SimpleUploadedFile("fi.vtt", CAPTIONS),
        "file": SimpleUploadedFile("ovet.mp4", mp4(30)),
    }
    response = client.post(reverse("wagtailmedia:add", args=("video",)), data)
    assert response.status_code == 302, response.context["form"].errors
    assert Recording.objects.get().tracks.count() == 1
