"""`manage.py demo`: load the course and its invented people; safe to repeat."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from demo.loading.addresses import accounts_of, urls_of
from demo.loading.announcements import load_announcements
from demo.loading.candidates import load_candidates
from demo.loading.cast import load_cast
from demo.loading.content import load_content
from demo.loading.events import load_events
from demo.loading.funding import load_funding
from demo.loading.invitations import load_invitations
from demo.loading.mails import settle_mails
from demo.loading.networks import load_networks
from demo.loading.public import load_public
from demo.loading.runs import load_runs
from demo.loading.volume import MOST, describe_volume, load_volume, slug_of
from demo.sources import UnableToReadSource, read_demo


class Command(BaseCommand):
    """Tells its progress on stderr, so that with --json stdout holds one JSON object and nothing else."""

    help = "Load the course, fictitious people and three stages of runs. Run again, it only adds what is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print sign-ins and addresses as one JSON object")
        parser.add_argument("--trainees", type=int, default=0, help="make one more run with so many trainees")
        parser.add_argument("--reset-passwords", action="store_true", help="give everybody the demo's password again")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo is for trying out: set PEILI_DEMO=1 to load it here.")
        if not 0 <= options["trainees"] <= MOST:
            raise CommandError(f"--trainees takes a number from 1 to {MOST}.")
        try:
            demo = read_demo()
        except UnableToReadSource as error:
            raise CommandError(str(error)) from error
        at = timezone.now()
        with translation.override(settings.LANGUAGE_CODE):
            content = load_content(demo, at=at)
            self._tell(f"Course: {len(content.activities)} activities in {len(content.sessions)} sessions")
            cast = load_cast(demo.people, reset_passwords=options["reset_passwords"])
            made = load_runs(demo, content=content, cast=cast, at=at)
            load_networks(demo.networks, cast=cast, at=at)
            load_events(demo.events, cast=cast, by=demo.people.roles["coordinator"], at=at)
            load_funding(demo.funding, cast=cast, at=at)
            load_public(demo.public, cast=cast, at=at)
            load_candidates(demo.people, cast=cast, at=at)
            load_invitations(demo.people, cast=cast, at=at)
            load_announcements(at=at)
            size = options["trainees"]
            if size and load_volume(size, demo=demo, content=content, cast=cast, at=at):
                made.append(slug_of(size))
            self._tell(f"Runs: {', '.join(made) or 'all there already'}")
            if made:
                settle_mails(before=at)
        told: dict[str, Any] = {"accounts": accounts_of(demo), "urls": urls_of(demo, content=content, cast=cast)}
        if size:
            told["volume"] = describe_volume(size, demo=demo, content=content)
        self._print(told, as_json=options["json"])

    def _print(self, told: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
            return
        for account in told["accounts"]:
            self.stdout.write(f"{account['role']:14} {account['email']:28} {account['password']}  {account['home']}")

    def _tell(self, line: str) -> None:
        self.stderr.write(line)
