"""Public pictures, recordings outside of activities, and the gate before documents."""

import pytest
from django.urls import reverse
from factories.accounts import AdminFactory, UserFactory
from factories.media import DocumentFactory, MediaTrackFactory, PictureFactory, RecordingFactory, png

pytestmark = pytest.mark.django_db


def test_renditions_of_no_page_are_for_editors(client):
    rendition = PictureFactory().get_rendition("width-4")
    assert client.get(rendition.url).status_code == 404
    client.force_login(UserFactory())
    assert client.get(rendition.url).status_code == 404
    client.force_login(AdminFactory())
    response = client.get(rendition.url)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert "private" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(rendition.url, headers={"If-None-Match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "original_images/jarvi.png",
        "documents/a.pdf",
        "images/../original_images/jarvi.png",
        "images/%2e%2e/original_images/jarvi.png",
        "images/../../uploads/documents/pelisaannot.pdf",
        "/etc/passwd",
        "images/",
        "images/puuttuu.png",
        "images/a.svg",
        "images/a.html",
        "images/a%00.png",
    ],
)
def test_nothing_else_is_public(client, path):
    PictureFactory()
    DocumentFactory()
    assert client.get(f"/files/{path}").status_code == 404


def test_an_svg_in_the_public_folder_is_not_served(client, settings):
    folder = settings.MEDIA_ROOT / "images"
    folder.mkdir(parents=True)
    (folder / "a.svg").write_text("<svg onload='alert(1)'/>")
    (folder / "a.png").write_bytes(png())
    client.force_login(AdminFactory())
    assert client.get("/files/images/a.svg").status_code == 404
    assert client.get("/files/images/a.png").status_code == 404  # no picture of the library


class TestRecording:
    def url(self, recording, part=None):
        if part:
            return reverse("media:recording_part", kwargs={"public_id": recording.public_id, "part": part})
        return recording.url

    def test_strangers_and_trainees_get_404(self, client):
        recording = RecordingFactory()
        assert client.get(recording.url).status_code == 404
        client.force_login(UserFactory())
        assert client.get(recording.url).status_code == 404

    def test_editors_and_everybody_for_public_ones(self, client):
        assert client.get(RecordingFactory(is_public=True).url).status_code == 200
        client.force_login(AdminFactory())
        assert client.get(RecordingFactory().url).status_code == 200

    def test_tracks_and_cover(self, client):
        track = MediaTrackFactory(recording__is_public=True)
        response = client.get(self.url(track.recording, track.pk))
        assert response.status_code == 200
        assert response["Content-Type"].startswith("text/vtt")
        for part in ("kansi", "999999", "outo", "9" * 50, "²"):
            assert client.get(f"/mediat/{track.recording.public_id}/{part}/").status_code == 404

    def test_a_track_of_another_recording_is_404(self, client):
        track, other = MediaTrackFactory(recording__is_public=True), MediaTrackFactory()
        assert client.get(self.url(track.recording, other.pk)).status_code == 404


class TestDocument:
    def test_only_public_ones_without_signing_in(self, client):
        private, public = DocumentFactory(), DocumentFactory(is_public=True)
        response = client.get(private.url)
        assert response.status_code == 302
        assert reverse("account_login") in response.url
        assert client.get(public.url).status_code == 200

    def test_who_has_signed_in_knows_of_no_document_that_no_page_shows_them(self, client):
        client.force_login(UserFactory())
        assert client.get(DocumentFactory().url).status_code == 404

    def test_editors_get_a_download(self, client):
        client.force_login(AdminFactory())
        response = client.get(DocumentFactory().url)
        assert response.status_code == 200
        assert response["X-Content-Type-Options"] == "nosniff"
