"""`manage.py make_key badge` and `manage.py make_key signing FILE.p12 --name NAME`: keys of one's own."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from courses.certificates.badges.keys import make_badge_key
from courses.certificates.signing.keys import make_key


class Command(BaseCommand):
    """Makes a key for badges, which signs from then on, or a self-signed one for the files of certificates."""

    help = "Make a key for badges (it signs from now on; older ones stay valid), or a self-signed PKCS#12 file."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        kinds = parser.add_subparsers(dest="kind", required=True)
        kinds.add_parser("badge", help="into the folder BADGE_KEYS")
        signing = kinds.add_parser("signing", help="for CERTIFICATE_P12_FILE; protected by CERTIFICATE_P12_PASSWORD")
        signing.add_argument("file", type=Path)
        signing.add_argument("--name", required=True, help="who signs, as readers of the file see it")

    def handle(self, *args: Any, **options: Any) -> None:
        now = datetime.now(tz=UTC)
        if options["kind"] == "badge":
            path = make_badge_key(at=now)
            if path is None:
                raise CommandError(f"A key of today is in {settings.BADGE_KEYS} already.")
        else:
            path = options["file"]
            password = settings.CERTIFICATE_SIGNING["P12_PASSWORD"]
            if not make_key(path, name=options["name"], password=password, at=now):
                raise CommandError(f"{path} is there already.")
        self.stdout.write(f"Made {path}. Back it up where only few can read it.")
