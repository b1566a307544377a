"""The catalogs of our own apps: extract, merge, compile and check them, without GNU gettext.

Finnish is the language of the source. Each app has `locale/{sv,en}/LC_MESSAGES/django.po` of its own, sorted and
without line numbers, so that two people's changes seldom meet in one place.

What Django and allauth say to the user stands in our own words in `overrides/{fi,sv,en}/LC_MESSAGES/django.po`, written
by hand; `LOCALE_PATHS` puts it before everything else.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import AppConfig, apps
from django.conf import settings
from django.utils.translation.template import templatize

LANGUAGES = ("sv", "en")
TEMPLATE_ENDINGS = (".html", ".txt", ".svg", ".xml")
SKIPPED_FOLDERS = {"locale", "migrations", "static", "__pycache__", "node_modules"}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Dates and tools' names in a header change at each run and say nothing; they would be a conflict in each merge.
NOISY_HEADERS = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Language-Team",
    "Generated-By",
    "Report-Msgid-Bugs-To",
)


@dataclass
class Verdict:
    """What is wrong with one catalog, as lists of source strings."""

    app: str
    language: str
    missing: list[str] = field(default_factory=list)
    fuzzy: list[str] = field(default_factory=list)
    obsolete: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def problems(self) -> Iterator[str]:
        """Yield one line for each problem."""
        for kind in ("missing", "fuzzy", "obsolete", "broken"):
            for text in getattr(self, kind):
                yield f"{self.app} {self.language} {kind}: {text}"


def own_apps(labels: list[str] | None = None) -> list[AppConfig]:
    """Return the apps that live in this repository, or those of them that are named.

    Raises LookupError if a label is unknown.
    """
    if labels:
        return [apps.get_app_config(label) for label in labels]
    root = Path(settings.ROOT).resolve()
    inside = (config for config in apps.get_app_configs() if Path(config.path).resolve().is_relative_to(root))
    return [config for config in inside if "site-packages" not in Path(config.path).parts]


def catalog_path(config: AppConfig, language: str) -> Path:
    """Return where the app's catalog of the language is."""
    return Path(config.path) / "locale" / language / "LC_MESSAGES" / "django.po"


def override_paths(config: AppConfig) -> list[Path]:
    """Return the app's catalogs that are written by hand, one a language: other people's strings in our words."""
    return sorted(Path(config.path).glob("overrides*/*/LC_MESSAGES/django.po"))


def extract_app(config: AppConfig) -> Catalog:
    """Return all strings of the app that are marked for translation, from Python and from templates."""
    found = Catalog(charset="utf-8", fuzzy=False)
    for path in sorted(_sources(config)):
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # What templatize leaves is Python's words in a template's indentation, which Python would refuse.
            source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
        for _line, ids, comments, context in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
            found.add(ids, auto_comments=comments, context=context)
    found.obsolete.clear()
    if "" in found:
        found.delete("")
    return found


def update_app(config: AppConfig) -> None:
    """Bring the app's catalogs up to date with its source: new strings empty, vanished ones gone; compile them."""
    found = extract_app(config)
    for language in LANGUAGES:
        path = catalog_path(config, language)
        catalog = _read(path, language)
        if not len(found) and not path.exists():
            continue
        catalog.update(found, no_fuzzy_matching=True, update_header_comment=False)
        catalog.obsolete.clear()
        _write(catalog, path)
        _compile(catalog, path)
    for path in override_paths(config):
        catalog = _read(path, _language_of(path))
        _write(catalog, path)
        _compile(catalog, path)


def compile_app(config: AppConfig) -> int:
    """Compile the app's catalogs that are newer than what was compiled; return how many were."""
    done = 0
    for path in [*(catalog_path(config, language) for language in LANGUAGES), *override_paths(config)]:
        compiled = path.with_suffix(".mo")
        if path.exists() and (not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime):
            _compile(_read(path, _language_of(path)), path)
            done += 1
    return done


def check_app(config: AppConfig) -> list[Verdict]:
    """Compare the app's catalogs with its source and return what is wrong, one verdict for each language."""
    found = extract_app(config)
    written = [_check_by_hand(config, path) for path in override_paths(config)]
    return [_check(found, config, language) for language in LANGUAGES] + written


def _check(found: Catalog, config: AppConfig, language: str) -> Verdict:
    verdict = Verdict(config.label, language)
    catalog = _read(catalog_path(config, language), language)
    wanted = {_key(message) for message in found if message.id}
    for message in found:
        if message.id and not _is_translated(catalog.get(_first(message), message.context)):
            verdict.missing.append(_first(message))
    for message in catalog:
        if not message.id:
            continue
        if message.fuzzy:
            verdict.fuzzy.append(_first(message))
        if _key(message) not in wanted:
            verdict.obsolete.append(_first(message))
        if _is_translated(message) and list(message.check(catalog)):
            verdict.broken.append(_first(message))
    return verdict


def _check_by_hand(config: AppConfig, path: Path) -> Verdict:
    verdict = Verdict(config.label, f"overrides {_language_of(path)}")
    catalog = _read(path, _language_of(path))
    for message in catalog:
        if not message.id:
            continue
        if message.fuzzy:
            verdict.fuzzy.append(_first(message))
        elif not _is_translated(message):
            verdict.missing.append(_first(message))
        elif list(message.check(catalog)):
            verdict.broken.append(_first(message))
    return verdict


def _language_of(path: Path) -> str:
    return path.parents[1].name


def _sources(config: AppConfig) -> Iterator[Path]:
    """Yield the app's own files, leaving out the apps nested in its folder."""
    root = Path(config.path)
    nested = {Path(other.path) for other in apps.get_app_configs() if root in Path(other.path).parents}
    folders = [root]
    while folders:
        folder = folders.pop()
        for path in folder.iterdir():
            if path.is_dir() and path.name not in SKIPPED_FOLDERS and path not in nested:
                folders.append(path)
            elif path.is_file() and (path.suffix == ".py" or path.suffix in TEMPLATE_ENDINGS):
                yield path


def _first(message: Message) -> str:
    return message.id[0] if isinstance(message.id, list | tuple) else message.id


def _key(message: Message) -> tuple[str, str]:
    return message.context or "", _first(message)


def _is_translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    texts = message.string if isinstance(message.string, list | tuple) else [message.string]
    return bool(texts) and all(texts) and isinstance(message.id, list | tuple) == (len(texts) > 1)


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False, header_comment="")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def _write(catalog: Catalog, path: Path) -> None:
    catalog.fuzzy = False
    catalog.header_comment = ""
    catalog.project, catalog.version = "Peili", ""
    out = BytesIO()
    write_po(out, catalog, width=110, no_location=True, sort_output=True, ignore_obsolete=True)
    lines = out.getvalue().decode().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(tuple(f'"{name}:' for name in NOISY_HEADERS))]
    text = "".join(kept).lstrip("#\n ").strip() + "\n"
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _compile(catalog: Catalog, path: Path) -> None:
    compiled = path.with_suffix(".mo")
    partial = compiled.with_suffix(f".{os.getpid()}.part")  # two processes may compile the same catalog at once
    with partial.open("wb") as file:
        write_mo(file, catalog)
    partial.replace(compiled)  # whoever reads it meanwhile reads the whole old one
