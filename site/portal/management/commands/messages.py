"""Keep the Swedish and English catalogs of the apps up to date."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from portal import translations


class Command(BaseCommand):
    """Extract, merge and compile the catalogs, or say what is missing in them."""

    help = "Extract the Finnish source strings, merge them into each app's sv and en catalogs and compile these."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("labels", nargs="*", metavar="app_label")
        parser.add_argument("--check", action="store_true", help="Change nothing; fail if anything is missing.")
        parser.add_argument("--compile-only", action="store_true", help="Only compile what has changed.")

    def handle(self, *args: object, **options: object) -> None:
        try:
            chosen = translations.own_apps(options["labels"])  # type: ignore[arg-type]
        except LookupError as error:
            raise CommandError(str(error)) from error
        if options["compile_only"]:
            done = sum(translations.compile_app(config) for config in chosen)
            self.stdout.write(f"Compiled {done} catalogs.")
            return
        if not options["check"]:
            for config in chosen:
                translations.update_app(config)
        verdicts = [verdict for config in chosen for verdict in translations.check_app(config)]
        problems = [line for verdict in verdicts for line in verdict.problems()]
        for line in problems:
            self.stdout.write(line)
        if problems and options["check"]:
            message = f"{len(problems)} problems in the catalogs."
            raise CommandError(message)
