"""Take a delivery report from the mail server."""

import sys

from django.core.management.base import BaseCommand

from notifications.bounces import LARGEST, take_report


class Command(BaseCommand):
    """Reads one report from standard input, as an alias of the mail server hands it over."""

    help = "Read one delivery report from standard input and note the mail that came back."
    requires_system_checks = []  # the mail server waits for the answer

    def handle(self, *args: object, **options: object) -> None:
        mail = take_report(sys.stdin.buffer.read(LARGEST))
        self.stdout.write(f"returned: {mail.public_id}" if mail else "not about a mail of ours")
