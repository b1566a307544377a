"""Takes question files into the bank: Moodle XML, GIFT, Aiken and Peili's own JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.questions.exchange.decoding import MOST_BYTES
from assessments.questions.exchange.found import FileRead, report
from assessments.questions.exchange.reading import READERS, read_file
from assessments.questions.exchange.storing import mark_known, store


class Command(BaseCommand):
    """Import question files. What cannot be taken is reported, each question by itself.

    Exit codes: 0 the files were gone through, whatever became of their questions (the report tells); 1 the bank could
    not be reached or the work failed; 2 the command was called wrongly.
    """

    help = "Import question files (Moodle XML, GIFT, Aiken, Peili JSON). Importing a file again adds nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the files, where they go and how to report."""
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--category", default="", metavar="NAME", help="category to put the questions in")
        parser.add_argument("--format", default="", choices=["", *READERS], help="when it is not to be recognized")
        parser.add_argument("--json", action="store_true", help="print the report as JSON and nothing else")
        parser.add_argument("--dry-run", action="store_true", help="read and report, store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, store, report."""
        files = [self._read(Path(name), options) for name in options["files"]]
        if options["dry_run"]:
            mark_known(files)
        else:
            store(files, at=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(report(files), ensure_ascii=False))
        else:
            self._tell(files)

    def _read(self, path: Path, options: dict[str, Any]) -> FileRead:
        try:
            if path.stat().st_size > MOST_BYTES:
                limit = MOST_BYTES // 1024 // 1024
                return FileRead(
                    str(path), reason=_("Tiedosto on liian suuri: enintään %(limit)s Mt.") % {"limit": limit}
                )
            data = path.read_bytes()
        except (OSError, ValueError) as error:
            return FileRead(str(path), reason=_why_unread(error))
        file = read_file(name=path.name, data=data, category=options["category"], format_=options["format"])
        file.name = str(path)
        return file

    def _tell(self, files: list[FileRead]) -> None:
        for file in files:
            for found in file.questions:
                words = [found.reason, *found.losses, *found.notes]
                if any(words):
                    text = " ".join(word for word in words if word)
                    self.stdout.write(f"{file.name} {found.index} [{found.type}] {found.name}: {text}")
            if file.reason:
                self.stdout.write(f"{file.name}: {file.reason}")
        done = report(files)
        self.stdout.write(
            _("Kysymyksiä %(questions)s: tuotu %(imported)s, tuotu puutteellisina %(degraded)s, ohitettu %(skipped)s.")
            % {**done, "skipped": done["questions"] - done["imported"] - done["degraded"]}
        )


def _why_unread(error: Exception) -> str:
    """Return why a file could not be read, in the reader's language and not in the system's."""
    if isinstance(error, FileNotFoundError):
        return _("Tiedostoa ei ole.")
    if isinstance(error, PermissionError):
        return _("Tiedostoa ei saa lukea: käyttöoikeudet puuttuvat.")
    if isinstance(error, IsADirectoryError):
        return _("Tämä on kansio eikä tiedosto.")
    return _("Tiedostoa ei voi lukea.")
