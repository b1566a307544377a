"""Writes questions of the bank to a file: Moodle XML, GIFT, Aiken or Peili's own JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from assessments.questions.exchange.exporting import ENDINGS, export, outgoing
from assessments.questions.models import Question


class Command(BaseCommand):
    """Export questions. What the format cannot hold is printed to standard error, question by question.

    Exit codes: 0 the file was written; 1 it could not be; 2 the command was called wrongly.
    """

    help = "Export questions as Moodle XML, GIFT, Aiken or Peili JSON (the only one that holds everything)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, the format and which questions."""
        parser.add_argument("file", metavar="FILE", help="the file to write, - for standard output")
        parser.add_argument("--format", choices=list(ENDINGS), default="json")
        parser.add_argument("--category", default="", metavar="NAME", help="only this category and those below it")
        parser.add_argument("--archived", action="store_true", help="the archived ones too")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file and say what is not in it."""
        questions = Question.objects.all() if options["archived"] else Question.objects.filter(is_archived=False)
        if category := options["category"].strip("/ "):
            questions = questions.filter(Q(category=category) | Q(category__startswith=f"{category}/"))
        exported = export(outgoing(questions), options["format"])
        for name, reason in [*exported.left_out, *exported.losses]:
            self.stderr.write(f"{name}: {reason}")
        if options["file"] == "-":
            self.stdout.write(exported.content)
            return
        try:
            Path(options["file"]).write_text(exported.content, encoding="utf-8")
        except OSError as error:
            raise CommandError(str(error)) from error
