"""`manage.py verify_certificate FILE.pdf [--json]`: is this file a certificate of ours, unaltered and in force?"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from courses.certificates.domain.verification import (
    Comparison,
    FileTooLarge,
    FileVerdict,
    NotAPdf,
    compare_file,
)
from courses.certificates.models import Certificate
from courses.certificates.signing import pades
from courses.certificates.signing.keys import UnableToSign

VALID, UNKNOWN, ENDED = 0, 1, 2
NOT_A_PDF = "not_a_pdf"
SAID = {
    FileVerdict.SAME: "The file is the one that was issued.",
    FileVerdict.ALTERED: "The file has been altered.",
    FileVerdict.NOT_OURS: "The file is not one of ours.",
    NOT_A_PDF: "The file is not a PDF.",
}


class Command(BaseCommand):
    """Compares a file with what was issued; the exit code says the verdict."""

    help = "Compare a PDF with the certificates that were issued. Exit 0: valid, 1: altered or unknown, 2: ended."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"Cannot read {options['file']}: {error.strerror}", returncode=UNKNOWN) from error
        verdict, found = _compared(content)
        report = _report(content, verdict, found)
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(_lines(report)))
        if report["exit"]:
            sys.exit(report["exit"])


def _compared(content: bytes) -> tuple[str, Certificate | None]:
    try:
        found: Comparison = compare_file(chunks=[content])
    except (NotAPdf, FileTooLarge):
        return NOT_A_PDF, None
    return found.verdict, found.certificate


def _report(content: bytes, verdict: str, found: Certificate | None) -> dict[str, Any]:
    is_same = verdict == FileVerdict.SAME and found is not None
    code = UNKNOWN if not is_same or found is None else VALID if found.is_current else ENDED
    return {
        "exit": code,
        "verdict": str(verdict),
        "sha256": hashlib.sha256(content).hexdigest(),
        "certificate": _facts(found) if found else None,
        "signature": _signature(content),
    }


def _facts(found: Certificate) -> dict[str, Any]:
    return {
        "number": found.number,
        "version": found.version,
        "state": found.state,
        "holder": found.holder_name,
        "course": found.snapshot["course"],
        "issued_at": found.issued_at.isoformat(),
        "ended_at": found.ended_at.isoformat() if found.ended_at else None,
    }


def _signature(content: bytes) -> dict[str, Any] | None:
    try:
        signature = pades.read(content)
    except UnableToSign as error:  # our own key is missing or the roots are: say so, and judge by the bytes alone
        return {"error": str(error)}
    if signature is None:
        return None
    times = {name: getattr(signature, name) for name in ("signed_at", "stamped_at")}
    return {
        "signer": signature.signer,
        "is_intact": signature.is_intact,
        "is_trusted": signature.is_trusted,
        **{name: at.isoformat() if at else None for name, at in times.items()},
    }


def _lines(report: dict[str, Any]) -> list[str]:
    lines = [SAID[report["verdict"]]]
    if facts := report["certificate"]:
        lines.append(f"Certificate {facts['number']} v{facts['version']} of {facts['holder']}: {facts['state']}")
    signature = report["signature"]
    if signature is None:
        lines.append("It carries no signature.")
    elif "error" in signature:
        lines.append(f"Its signature could not be judged: {signature['error']}")
    else:
        state = "intact" if signature["is_intact"] else "broken"
        trust = "trusted" if signature["is_trusted"] else "not trusted"
        lines.append(f"Signature by {signature['signer']}: {state}, {trust}.")
    return lines
