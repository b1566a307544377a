"""Pictures, documents, recordings and tracks check what is put into them."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from factories.media import CAPTIONS, DocumentFactory, MediaTrackFactory, PictureFactory, RecordingFactory, mp4, png

from media.models import Attachment, MediaTrack, Picture, Recording

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sivu.html", b"<!doctype html><script>alert(1)</script>"),
        ("kuva.svg", b"<svg onload='alert(1)'/>"),
        ("ohjelma.pdf", b"MZ\x90\x00"),
        ("muistio.txt", b"<script>alert(1)</script>"),
    ],
)
def test_documents_that_could_run_are_refused(name, content):
    with pytest.raises(ValidationError) as caught:
        Attachment(title="A", file=SimpleUploadedFile(name, content)).clean()
    assert "file" in caught.value.message_dict


def test_a_sound_document_is_taken():
    document = Attachment(title="A", file=SimpleUploadedFile("a.pdf", b"%PDF-1.7\n"))
    document.clean()
    document.save()
    document.clean()  # what is stored already is not checked again


def test_a_picture_is_what_it_says():
    Picture(title="A", file=SimpleUploadedFile("a.png", png())).clean()
    with pytest.raises(ValidationError):
        Picture(title="A", file=SimpleUploadedFile("a.png", b"<svg/>")).clean()


def test_a_recording_is_sound_or_moving_pictures():
    Recording(title="A", type="video", file=SimpleUploadedFile("a.mp4", mp4())).full_clean(exclude=["collection"])
    with pytest.raises(ValidationError) as caught:
        Recording(title="A", type="video", file=SimpleUploadedFile("a.mp4", png())).full_clean(exclude=["collection"])
    assert "file" in caught.value.message_dict


def test_tracks_are_checked_and_one_of_a_kind_and_language():
    track = MediaTrackFactory()
    track.full_clean()
    bad = MediaTrack(recording=track.recording, srclang="sv", file=SimpleUploadedFile("a.vtt", b"nonsense"))
    with pytest.raises(ValidationError) as caught:
        bad.full_clean()
    assert "file" in caught.value.message_dict
    MediaTrack(recording=track.recording, srclang="sv", file=SimpleUploadedFile("a.vtt", CAPTIONS)).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        MediaTrackFactory(recording=track.recording)


def test_names():
    assert str(MediaTrackFactory()) == "tekstitys (suomi)"
    assert str(MediaTrackFactory(label="Suomeksi")) == "Suomeksi"
    assert RecordingFactory(chapter_lines="rikki").chapters == []
    assert PictureFactory().default_alt_text == "Järvi tyynenä"
    assert DocumentFactory().file.name.startswith("documents/")
