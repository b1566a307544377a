"""Pictures, documents and recordings as the authors keep them."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage
from wagtail.search import index
from wagtailmedia.models import AbstractMedia

from media.captions import Chapter, parse_chapters
from media.storage import protected_storage
from media.uploads import DOCUMENTS, PICTURES, SOUNDS, VIDEOS, UploadValidator

LANGUAGES = [("fi", _("suomi")), ("sv", _("ruotsi")), ("en", _("englanti")), ("se", _("pohjoissaame"))]
check_document = UploadValidator(kinds=DOCUMENTS, max_megabytes=25)
check_picture_file = UploadValidator(kinds=PICTURES, max_megabytes=15)
check_recording = UploadValidator(kinds=VIDEOS | SOUNDS, max_megabytes=150)  # an hour of sound, ten minutes of video


def track_path(track: MediaTrack, filename: str) -> str:
    """Return where a track is stored; its name says nothing of the recording."""
    return f"tracks/{uuid.uuid4().hex}.vtt"


class Picture(AbstractImage):
    """A picture of the picture library; its description is the default text alternative."""

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("kuva")
        verbose_name_plural = _("kuvat")

    @property
    def default_alt_text(self) -> str:
        """The description; never the title, which is the name of a file more often than not."""
        return self.description or ""

    def clean(self) -> None:
        super().clean()
        _check_file(check_picture_file, self.file)


class PictureRendition(AbstractRendition):
    """A picture in one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="media_rendition_once")
        ]
        indexes = [models.Index(fields=["file"], name="media_rendition_file")]


class Attachment(AbstractDocument):
    """A document to download. Public ones anybody may fetch, others only people who have signed in."""

    file = models.FileField(upload_to="documents", storage=protected_storage, verbose_name=_("tiedosto"))
    is_public = models.BooleanField(
        _("julkinen"), default=False, help_text=_("Julkisen tiedoston voi ladata kirjautumatta.")
    )

    admin_form_fields = (*WagtailDocument.admin_form_fields, "is_public")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("tiedosto")
        verbose_name_plural = _("tiedostot")

    def clean(self) -> None:
        super().clean()
        _check_file(check_document, self.file)


def _check_file(check: UploadValidator, file: Any) -> None:
    try:
        if file:
            check(file)
    except ValidationError as error:
        raise ValidationError({"file": error}) from error


class Recording(AbstractMedia):
    """A video or a sound with captions, chapters and the text alternative that always stands beside it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(
        _("tiedosto"), upload_to="recordings", storage=protected_storage, validators=[check_recording]
    )
    thumbnail = models.FileField(
        _("kansikuva"),
        upload_to="recordings",
        storage=protected_storage,
        blank=True,
        validators=[UploadValidator(kinds=PICTURES, max_megabytes=5)],
    )
    transcript = models.TextField(
        _("tekstivastine"),
        blank=True,
        help_text=_("Kaikki, mitä kuullaan ja nähdään, kirjoitettuna. Erota kappaleet tyhjällä rivillä."),
    )
    chapter_lines = models.TextField(
        _("luvut"), blank=True, help_text=_("Yksi rivillä: aika ja otsikko, esimerkiksi 1:05 Toinen ovi.")
    )
    is_public = models.BooleanField(
        _("julkinen"), default=False, help_text=_("Julkisen tallenteen voi näyttää julkisilla sivuilla.")
    )

    admin_form_fields: ClassVar = (
        "title",
        "file",
        "transcript",
        "chapter_lines",
        "thumbnail",
        "duration",
        "is_public",
        "collection",
    )
    search_fields = [*AbstractMedia.search_fields, index.SearchField("transcript")]

    class Meta:
        verbose_name = _("tallenne")
        verbose_name_plural = _("tallenteet")

    def clean(self, *args: Any, **kwargs: Any) -> None:
        super().clean(*args, **kwargs)
        try:
            parse_chapters(self.chapter_lines)
        except ValidationError as error:
            raise ValidationError({"chapter_lines": error}) from error

    @property
    def url(self) -> str:
        """The address for editors and, when the recording is public, for everybody."""
        return reverse("media:recording", kwargs={"public_id": self.public_id})

    @property
    def chapters(self) -> list[Chapter]:
        """The chapters in order; none when they were stored unchecked and cannot be read."""
        try:
            return parse_chapters(self.chapter_lines)
        except ValidationError:
            return []


class MediaTrack(models.Model):
    """Captions, chapters or descriptions of a recording in one language, as WebVTT."""

    class Kind(models.TextChoices):
        """What the track is for, in the words of HTML."""

        CAPTIONS = "captions", _("tekstitys")
        CHAPTERS = "chapters", _("luvut")
        DESCRIPTIONS = "descriptions", _("kuvailu")

    recording = models.ForeignKey(
        Recording, on_delete=models.CASCADE, related_name="tracks", verbose_name=_("tallenne")
    )
    kind = models.CharField(_("laji"), max_length=12, choices=Kind.choices, default=Kind.CAPTIONS)
    srclang = models.CharField(_("kieli"), max_length=2, choices=LANGUAGES, default="fi")
    label = models.CharField(_("nimi valikossa"), max_length=60, blank=True)
    file = models.FileField(_("WebVTT-tiedosto"), upload_to=track_path, storage=protected_storage)

    class Meta:
        verbose_name = _("tekstiraita")
        verbose_name_plural = _("tekstiraidat")
        ordering = ["kind", "srclang"]
        constraints = [
            models.UniqueConstraint(fields=["recording", "kind", "srclang"], name="media_track_once"),
        ]

    def __str__(self) -> str:
        return self.label or f"{self.get_kind_display()} ({self.get_srclang_display()})"

    def clean(self) -> None:
        from media.tracks import check_track_file  # noqa: PLC0415 -- reading files stands above the models

        super().clean()
        check_track_file(self)
