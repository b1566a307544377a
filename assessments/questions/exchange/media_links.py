"""Between what is stored and what travels: pictures by id and by content, attached files by address and by content."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.urls import Resolver404, resolve
from wagtail.models import Collection

from assessments.questions.exchange.found import Carried
from assessments.questions.exchange.markup import mapped_texts
from media.models import Attachment, Picture, Recording

_PICTURE = re.compile(r'<embed\b[^>]*?\bid="(\d{1,9})"[^>]*>')
_ADDRESS = re.compile(r'<a\b[^>]*?\bhref="(/[^"]{1,300})"[^>]*>')
_TOKEN = re.compile(r'<(embed|a)\b[^>]*?\bid="sha1-([0-9a-f]{40})"[^>]*>')


def store_carried(carried: Mapping[str, Carried], *, by: Any = None) -> dict[str, str]:
    """Keep files in the media library, each content once; return what takes the place of each one's id."""
    return {sha: _stored(sha, file, by) for sha, file in carried.items()}


def _stored(sha: str, file: Carried, by: Any) -> str:
    content = ContentFile(file.data, name=file.name)
    title = file.name.rpartition(".")[0][:255] or file.name
    if file.sort == "picture":
        picture = Picture.objects.filter(file_hash=sha).order_by("pk").first()
        if picture is None:
            picture = Picture(title=title, file=content, collection=_collection(), uploaded_by_user=by)
            picture._set_image_file_metadata()
            picture.save()
        return f'id="{picture.pk}"'
    if file.sort == "recording":
        recording = next((row for row in _same_size(Recording, title, file) if _hash(row) == sha), None)
        if recording is None:
            recording = Recording(title=title, collection=_collection(), uploaded_by_user=by)
            recording.file.save(file.name, content, save=False)
            recording.type = (
                "audio"
                if file.name.rpartition(".")[2] in ("mp3", "m4a", "ogg", "oga", "wav", "flac", "opus")
                else "video"
            )
            recording.save()
        return f'href="{recording.url}"'
    document = Attachment.objects.filter(file_hash=sha).order_by("pk").first()
    if document is None:
        document = Attachment(title=title, file=content, collection=_collection(), uploaded_by_user=by)
        document._set_document_file_metadata()
        document.save()
    return f'href="{document.url}"'


def _collection() -> Collection:
    return Collection.get_first_root_node()


def _same_size(model: Any, title: str, file: Carried) -> list[Any]:
    return [row for row in model.objects.filter(title=title) if row.file and row.file.size == len(file.data)]


def _hash(row: Any) -> str:
    with row.file.open("rb") as file:
        return hashlib.sha1(file.read(), usedforsecurity=False).hexdigest()


def settled(body: Any, places: Mapping[str, str]) -> Any:
    """Return a body whose files are named by what the media library calls them."""
    return mapped_texts(body, lambda text: _TOKEN.sub(lambda match: _settle(match, places), text))


def _settle(match: re.Match[str], places: Mapping[str, str]) -> str:
    place = places.get(match[2])
    if place is None:
        return "" if match[1] == "embed" else "<a>"
    if match[1] == "embed":
        return match[0].replace(f'id="sha1-{match[2]}"', place)
    return f'<a {place} rel="noopener noreferrer">'


class Portable:
    """Bodies as they travel. The files of all of them are looked up once; contents are read when asked for."""

    def __init__(self, bodies: Iterable[Mapping[str, Any]]) -> None:
        source = "\n".join(json.dumps(body, ensure_ascii=False).replace('\\"', '"') for body in bodies)
        ids = {int(number) for number in _PICTURE.findall(source)}
        self.pictures = {str(row.pk): row for row in Picture.objects.filter(pk__in=ids)} if ids else {}
        self.linked = {address: row for address in set(_ADDRESS.findall(source)) if (row := _row_at(address))}
        self._hashes: dict[int, str] = {}
        self.rows: dict[str, tuple[str, Any]] = {}

    def body(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return a body whose files are named by their content."""
        return mapped_texts(body, lambda text: _ADDRESS.sub(self._address, _PICTURE.sub(self._picture, text)))

    def carried(self, body: Mapping[str, Any]) -> dict[str, Carried]:
        """Return the files of a body that `body` has named, with their contents."""
        found = {}
        for sha in set(re.findall(r'id=\\"sha1-([0-9a-f]{40})\\"', json.dumps(body))):
            if sha in self.rows:
                sort, row = self.rows[sha]
                with row.file.open("rb") as file:
                    name = row.file.name.rpartition("/")[2]
                    found[sha] = Carried(name, sort, file.read())  # type: ignore[arg-type]
        return found

    def _picture(self, match: re.Match[str]) -> str:
        row = self.pictures.get(match[1])
        sha = self._sha(row, "picture") if row is not None else ""
        return match[0].replace(f'id="{match[1]}"', f'id="sha1-{sha}"') if sha else match[0]

    def _address(self, match: re.Match[str]) -> str:
        row = self.linked.get(match[1])
        sha = self._sha(row, "recording" if isinstance(row, Recording) else "document") if row is not None else ""
        return f'<a linktype="document" id="sha1-{sha}" rel="noopener noreferrer">' if sha else match[0]

    def _sha(self, row: Any, sort: str) -> str:
        """Return the hash of a row's file; nothing when the file is gone."""
        if id(row) not in self._hashes:
            try:
                self._hashes[id(row)] = getattr(row, "file_hash", "") or _hash(row)
            except OSError:
                self._hashes[id(row)] = ""
            self.rows[self._hashes[id(row)]] = (sort, row)
        return self._hashes[id(row)]


def _row_at(address: str) -> Any:
    """Return the recording or document that an address of ours belongs to."""
    try:
        match = resolve(address.partition("?")[0])
    except Resolver404:
        return None
    if "public_id" in match.kwargs and match.url_name == "recording":
        return Recording.objects.filter(public_id=match.kwargs["public_id"]).first()
    if match.url_name == "wagtaildocs_serve":
        number = match.kwargs.get("document_id", next(iter(match.args), 0))
        return Attachment.objects.filter(pk=number).first()
    return None
