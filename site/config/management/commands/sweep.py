"""Run all sweeps once, as a cron job would."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from notifications.background import run_sweeps


class Command(BaseCommand):
    """Pick up what was left undone, in all apps, once."""

    help = "Pick up work that was left undone, once, and print how much each app did."

    def handle(self, *args: object, **options: object) -> None:
        for label, count in run_sweeps(at=timezone.now()).items():
            self.stdout.write(f"{label}: {count}")
