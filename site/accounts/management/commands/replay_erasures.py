"""Erase again what people had erased before a backup was restored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.ledger import UnableToRead, replay


class Command(BaseCommand):
    """Compare the ledger of erasures with the database, and repeat what came back."""

    help = "Erase again what the ledger of erasures names and the (restored) database still has; safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the ledgers; each server that keeps its own has one."""
        parser.add_argument("ledger", nargs="*", type=Path, help="ledger files; by default the one of this server")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many of each kind were erased again."""
        own = Path(settings.ERASURE_LEDGER)
        paths = options["ledger"] or ([own] if own.exists() else [])
        try:
            done = replay(paths, at=timezone.now())
        except UnableToRead as error:
            raise CommandError(str(error)) from error
        for kind, count in done.items():
            self.stdout.write(f"{kind}: {count}")
        if not done:
            self.stdout.write("Nothing to erase again.")
