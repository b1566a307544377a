"""Writes the certificates that are shared with an organization into a folder, with their list."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Organisation
from courses.certificates.domain.exporting import UnableToExport, export_certificates


class Command(BaseCommand):
    """`manage.py export_certificates --organisation SLUG --out DIR [--json]`."""

    help = "Write the certificates shared with an organization into an empty folder, with a list as xlsx and CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, help="the organization's slug, as in /neuvoja/<slug>/")
        parser.add_argument("--out", required=True, type=Path, help="a folder that is empty or does not exist yet")
        parser.add_argument("--json", action="store_true", help="print what was written as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        slug, folder = options["organisation"], options["out"]
        organisation = Organisation.objects.filter(slug=slug).first()
        if organisation is None:
            raise CommandError(f"There is no organization {slug!r}.")
        try:
            done = export_certificates(organisation=organisation, folder=folder, at=timezone.now())
        except (UnableToExport, OSError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            told = {"folder": str(folder), "written": done.written, "left_out": done.left_out}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(f"{len(done.written)} certificates in {folder}, {len(done.left_out)} left out.")
