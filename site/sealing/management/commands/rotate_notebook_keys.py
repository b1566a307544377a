"""Changes the main key of private texts: people's own keys are wrapped anew, no text is touched."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from sealing.domain import UnableToOpen, rewrap_keys
from sealing.keyring import KeyMissing, add_key_to_file, drop_old_keys_from_file, main_keys


class Command(BaseCommand):
    """`manage.py rotate_notebook_keys`: with a key file it makes the new key itself."""

    help = "Wraps everybody's key of private texts with the newest main key (docs/operate.md)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--keep-old", action="store_true", help="leave the old keys in the file")

    def handle(self, *_args: Any, **options: Any) -> None:
        in_file = not settings.NOTEBOOK_KEYS
        try:
            main_keys(make=in_file)
            if in_file:
                add_key_to_file()
            count = rewrap_keys(at=timezone.now())
        except (KeyMissing, UnableToOpen) as error:
            message = "The main keys that are there do not open every person's key. Nothing was changed for people."
            raise CommandError(message) from error
        if in_file and not options["keep_old"]:
            drop_old_keys_from_file()
        self.stdout.write(f"{count} keys wrapped anew.")
        if not in_file:
            self.stdout.write("The older keys in NOTEBOOK_KEYS are not needed any more.")
