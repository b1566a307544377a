"""What an author may have missed in a text. Nothing here blocks: it is told beside the text and after saving."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modelcluster.models import get_all_child_relations
from wagtail.blocks import RichTextBlock, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

from courses.search_words import plain
from media.models import MediaTrack, Recording

_WORD = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"<a\b[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_FILE_NAME = re.compile(r"\.(avif|gif|jpe?g|png|svg|webp)$|^(img|dsc|image|kuva)[\W_]*\d*$", re.IGNORECASE)
EMPTY_LINK_WORDS = {"tästä", "täältä", "linkki", "klikkaa", "klikkaa tästä", "lue lisää", "here", "click here", "här"}
MOST_FINDINGS = 12
MOST_WORDS = 8


def findings_of(page: Any) -> list[str]:
    """Return what is worth a second look in a page, in the author's language, each once."""
    found: dict[str, None] = {}
    for text in _texts(page):
        found |= dict.fromkeys(look_alikes(text))
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            found |= dict.fromkeys(_in_stream(getattr(page, field.name)))
    recording = getattr(page, "recording", None)
    if isinstance(recording, Recording):
        found |= dict.fromkeys(_in_recording(recording))
    return list(found)[:MOST_FINDINGS]


def look_alikes(text: str) -> Iterator[str]:
    """Yield a sentence for each word that mixes Latin letters with Cyrillic or Greek ones that look the same.

    Words in Cyrillic letters only may be meant; one sentence names them all.
    """
    foreign = []
    for word in dict.fromkeys(_WORD.findall(plain(text))):
        scripts = {letter: _script(letter) for letter in word}
        strange = [letter for letter, script in scripts.items() if script in ("CYRILLIC", "GREEK")]
        if strange and "LATIN" in scripts.values():
            names = {"CYRILLIC": _("kyrillisiä kirjaimia"), "GREEK": _("kreikkalaisia kirjaimia")}
            text = _("Sanassa ”%(word)s” on %(kind)s: %(letters)s. Kirjoita ne uudelleen, muuten haku ei löydä sanaa.")
            kind = names[scripts[strange[0]]]
            yield text % {"word": word, "kind": kind, "letters": ", ".join(strange)}
        elif "CYRILLIC" in scripts.values():
            foreign.append(f"”{word}”")
    if foreign:
        shown = ", ".join(foreign[:MOST_WORDS]) + (" …" if len(foreign) > MOST_WORDS else "")
        yield ngettext(
            "Kyrillisin kirjaimin on kirjoitettu sana %(words)s. Jos se kuuluu tekstiin, sen saa jättää; muuten "
            "kirjoita se uudelleen, koska haku ei löydä sitä.",
            "Kyrillisin kirjaimin on kirjoitettu sanat %(words)s. Jos ne kuuluvat tekstiin, ne saa jättää; muuten "
            "kirjoita ne uudelleen, koska haku ei löydä niitä.",
            len(foreign),
        ) % {"words": shown}


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]


def _texts(page: Any) -> Iterator[str]:
    """Yield every text of the page that an author writes, those of its rows as well: questions, criteria, programme."""
    rows = [rel for rel in get_all_child_relations(type(page)) if rel.related_model._meta.app_label != "wagtailcore"]
    for relation in rows:  # but for the comments of authors
        for row in getattr(page, relation.get_accessor_name()).all():
            yield from _texts(row)
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            yield from (text for _block, text in _values(getattr(page, field.name)))
        elif _is_written(field):
            yield str(getattr(page, field.name) or "")


def _is_written(field: Any) -> bool:
    """Say whether an author writes the field in words."""
    is_text = isinstance(field, RichTextField | models.TextField | models.CharField) and not field.choices
    return is_text and field.editable and field.name not in ("slug", "url_path", "path")


def _values(value: Any, block: Any = None) -> Iterator[tuple[Any, str]]:
    """Yield the texts of a stream with the block each belongs to."""
    if isinstance(value, StreamValue | ListValue):
        children = value if isinstance(value, StreamValue) else value.bound_blocks
        for child in children:
            yield from _values(child.value, child.block)
    elif isinstance(value, StructValue):
        for bound in value.bound_blocks.values():
            yield from _values(bound.value, bound.block)
    elif isinstance(value, RichText):
        yield block, value.source
    elif isinstance(value, str):
        yield block, value


def _in_stream(stream: Any) -> Iterator[str]:
    level = 1
    for block in stream or ():
        value = block.value
        if block.block_type == "heading":
            step = int(value["level"][1:])
            if step > level + 1:
                text = _("Alaotsikko ”%(title)s” on ennen väliotsikkoa. Vaihda sen taso tai lisää väliotsikko.")
                yield text % {"title": value["text"]}
            level = step
        elif block.block_type == "picture":
            yield from _in_picture(value["image"])
        elif block.block_type == "table":
            yield from _in_table(value)
        elif block.block_type == "recording" and value["recording"]:
            yield from _in_recording(value["recording"])
    for block, text in _values(stream):
        if isinstance(block, RichTextBlock):
            yield from _in_links(text)


def _in_picture(picture: Any) -> Iterator[str]:
    if picture is None or getattr(picture, "decorative", False):
        return
    alternative = (getattr(picture, "contextual_alt_text", "") or "").strip()
    if not alternative:
        yield _("Kuvalta ”%(title)s” puuttuu vaihtoehtoteksti. Kirjoita se tai merkitse kuva koristeeksi.") % {
            "title": picture.title
        }
    elif _FILE_NAME.search(alternative):
        yield _("Kuvan vaihtoehtoteksti ”%(text)s” näyttää tiedoston nimeltä. Kerro, mitä kuva näyttää.") % {
            "text": alternative
        }


def _in_table(table: Any) -> Iterator[str]:
    if table is None or not table.columns:
        return
    if not (table.caption or "").strip():
        yield _("Taulukolta puuttuu otsikko. Sen avulla taulukon löytää myös kuuntelemalla.")
    if any(not (column.get("heading") or "").strip() for column in table.columns):
        yield _("Taulukossa on sarake ilman otsikkoa.")


def _in_recording(recording: Recording) -> Iterator[str]:
    kinds = {track.kind for track in recording.tracks.all()}
    if recording.type == "video" and MediaTrack.Kind.CAPTIONS not in kinds:
        yield _("Videolta ”%(title)s” puuttuu tekstitys. Lisää se tallenteen tietoihin.") % {"title": recording.title}
    if not recording.transcript.strip():
        text = _("Tallenteelta ”%(title)s” puuttuu tekstivastine. Kirjoita se tallenteen tietoihin.")
        yield text % {"title": recording.title}


def _in_links(html: str) -> Iterator[str]:
    for words in _LINK.findall(html):
        label = plain(words).strip(" .!:»").lower()
        if label in EMPTY_LINK_WORDS:
            yield _("Linkin teksti ”%(text)s” ei kerro, minne linkki vie.") % {"text": plain(words)}
