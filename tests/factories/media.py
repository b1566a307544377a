"""Pictures, documents and recordings, made of a few bytes each."""

import io
import struct
import wave

import factory
from django.core.files.base import ContentFile
from PIL import Image

from media.models import Attachment, MediaTrack, Picture, Recording

CAPTIONS = b"""WEBVTT

00:00.000 --> 00:02.000
Yrittaja kavelee kaytavaa.

00:02.000 --> 00:05.000
Kolme ovea.
"""


def png(width: int = 8, height: int = 6) -> bytes:
    """Return a small picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "#3a6b7c").save(buffer, "PNG")
    return buffer.getvalue()


def wav(seconds: float = 1.0) -> bytes:
    """Return silence of that length."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * int(8000 * seconds))
    return buffer.getvalue()


def mp4(seconds: int = 60) -> bytes:
    """Return the boxes of a video of that length, without any picture in it."""

    def box(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I4s", 8 + len(content), kind) + content

    header = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + b"\x00" * 80)
    return box(b"ftyp", b"isom\x00\x00\x02\x00isomiso2mp41") + box(b"mdat", b"\x00" * 400) + box(b"moov", header)


class PictureFactory(factory.django.DjangoModelFactory):
    """A picture with a description."""

    class Meta:
        model = Picture

    title = factory.Sequence(lambda n: f"Kuva {n}")
    description = "Järvi tyynenä"
    file = factory.LazyFunction(lambda: ContentFile(png(), "jarvi.png"))


class DocumentFactory(factory.django.DjangoModelFactory):
    """A document for people who have signed in."""

    class Meta:
        model = Attachment

    title = factory.Sequence(lambda n: f"Pelisäännöt {n}")
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4\n%demo\n", "pelisaannot.pdf"))


class RecordingFactory(factory.django.DjangoModelFactory):
    """A video of a minute with its text alternative."""

    class Meta:
        model = Recording

    title = factory.Sequence(lambda n: f"Kolme ovea {n}")
    type = "video"
    duration = 60
    transcript = "Yrittäjä kävelee käytävää.\n\nHän avaa kolmannen oven."
    chapter_lines = "0:00 Käytävä\n0:30 Kolmas ovi"
    file = factory.LazyFunction(lambda: ContentFile(mp4(), "kolme-ovea.mp4"))


class MediaTrackFactory(factory.django.DjangoModelFactory):
    """Finnish captions."""

    class Meta:
        model = MediaTrack

    recording = factory.SubFactory(RecordingFactory)
    kind = MediaTrack.Kind.CAPTIONS
    srclang = "fi"
    file = factory.LazyFunction(lambda: ContentFile(CAPTIONS, "fi.vtt"))
