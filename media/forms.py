"""The author's form of a recording: the file, its text alternative, its captions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtailmedia.forms import BaseMediaForm

from media.captions import read_cues
from media.models import LANGUAGES, MediaTrack, Recording
from media.probing import duration_of
from media.tracks import replace_track


class RecordingForm(BaseMediaForm):
    """Adds the captions, and reads the length from the file when the author leaves it out."""

    captions = forms.FileField(
        label=_("Tekstitys"), required=False, help_text=_("WebVTT-tiedosto (.vtt). Korvaa saman kielen tekstityksen.")
    )
    captions_language = forms.ChoiceField(
        label=_("Tekstityksen kieli"), choices=LANGUAGES, initial="fi", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "duration" in self.fields:
            self.fields["duration"].required = False
            self.fields["duration"].help_text = _("Sekunteina. Jätä tyhjäksi: luetaan tiedostosta, jos se onnistuu.")

    def clean_captions(self) -> bytes | None:
        """Check the captions before anything is stored."""
        upload = self.cleaned_data.get("captions")
        if not upload:
            return None
        content = upload.read(1024 * 1024 + 1)
        read_cues(content)
        return content

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        upload = cleaned.get("file")
        if upload and not cleaned.get("duration") and not getattr(upload, "_committed", False):
            found = duration_of(upload)
            if found is None:
                self.add_error("duration", ValidationError(_("Kestoa ei voi lukea tiedostosta. Anna se sekunteina.")))
            cleaned["duration"] = found or 0
        return cleaned

    def save(self, commit: bool = True) -> Recording:
        """Save the recording and put the captions in their place."""
        recording = super().save(commit=commit)
        content = self.cleaned_data.get("captions")
        if content and commit:
            replace_track(
                recording=recording,
                kind=MediaTrack.Kind.CAPTIONS,
                srclang=self.cleaned_data.get("captions_language") or "fi",
                content=content,
            )
        return recording
