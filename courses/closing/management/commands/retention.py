"""Print what goes when, without touching anything."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from courses.closing.domain.clearing import forecast
from courses.models import CourseRun


class Command(BaseCommand):
    """The dry run of the clocks: kind, number and day, of everything or of one run."""

    help = "Print what goes when because its time is over (a dry run); the sweep does it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the run's slug."""
        parser.add_argument("--run", help="only what belongs to the run with this slug")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line for each kind and day."""
        run = CourseRun.objects.filter(slug=options["run"]).first() if options["run"] else None
        if options["run"] and run is None:
            message = f"There is no run {options['run']}."
            raise CommandError(message)
        with translation.override("fi"):
            for row in forecast(at=timezone.now(), run=run):
                for day, count in row.days:
                    note = "säilytetään" if row.clock.is_archive else row.clock.then
                    self.stdout.write(f"{day:%d.%m.%Y}  {count:>6}  {row.clock.title}: {note} ({row.clock.key})")
