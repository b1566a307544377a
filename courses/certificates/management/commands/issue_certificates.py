"""`manage.py issue_certificates --run SLUG [--all-ready] [--json]`: who is ready, who lacks what; and issues them."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from accounts.models import User
from courses.certificates.domain.batches import order_batch, progress_of, work_on
from courses.certificates.domain.readiness import Person, Readiness, who_is_ready
from courses.certificates.domain.rendering import render_pending
from courses.certificates.domain.requirements import not_over_words, session_to_come
from courses.certificates.models import Certificate, CertificateKind, IssueBatch
from courses.enums import StaffRole
from courses.models import CourseRun


class Command(BaseCommand):
    """Lists a run's trainees by what can be done for them; with --all-ready issues all that can be issued.

    Exit code 0 when nothing was refused, 1 otherwise. Safe to repeat.
    """

    help = "Kertoo, ketkä ovat valmiita ja mitä muilta puuttuu; --all-ready myöntää valmiiden todistukset."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the run, what to do, as whom, and how to answer."""
        parser.add_argument("--run", required=True, help="toteutuksen osoitteen osa, esimerkiksi kevat-2026")
        parser.add_argument("--all-ready", action="store_true", help="myönnä kaikkien valmiiden todistukset")
        parser.add_argument("--by", help="koordinaattorin sähköposti, jos toteutuksella on monta koordinaattoria")
        parser.add_argument("--json", action="store_true", dest="as_json", help="tulosta yksi JSON-olio")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer what was asked."""
        run = CourseRun.objects.filter(slug=options["run"]).first()
        if run is None:
            raise CommandError(f"Toteutusta {options['run']} ei ole.")
        with translation.override("fi"):
            people = who_is_ready(run)
            answer = _list(run, people)
            if options["all_ready"]:
                answer |= self._issue(run, people, options["by"])
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1) if options["as_json"] else _in_words(answer))
        if answer.get("refused") or answer.get("failing"):
            raise SystemExit(1)

    def _issue(self, run: CourseRun, people: Readiness, email: str | None) -> dict[str, Any]:
        """Issue for all who are ready, here and now, and make their files."""
        at = timezone.now()
        coming = session_to_come(run, at=at)
        if coming:
            raise CommandError(not_over_words(coming))
        ready = [(row.enrolment, row.name) for row in people.ready]
        coordinator = _coordinator(run, email)
        kind = CertificateKind.CERTIFICATE
        batch = order_batch(run=run, people=ready, kind=kind, key=uuid4(), by=coordinator, at=at)
        work_on(batch.pk, at=at)
        return _outcome(batch)


def _coordinator(run: CourseRun, email: str | None) -> User:
    """Return in whose name the certificates are issued: the act is somebody's."""
    found = User.objects.filter(run_staff__run=run, run_staff__role=StaffRole.COORDINATOR, run_staff__ended_at=None)
    if email:
        found = found.filter(email__iexact=email)
    coordinators = list(found.distinct()[:2])
    if not coordinators:
        raise CommandError("Toteutuksella ei ole tätä koordinaattoria." if email else "Koordinaattoria ei ole.")
    if len(coordinators) > 1:
        raise CommandError("Koordinaattoreita on monta: kerro --by, kenen nimissä todistukset myönnetään.")
    return coordinators[0]


def _outcome(batch: IssueBatch) -> dict[str, Any]:
    made = list(
        batch.requests.filter(certificate__isnull=False).order_by("position").values_list("certificate", "name")
    )
    issued = []
    for key, name in made:
        render_pending(key, at=timezone.now())
        certificate = Certificate.objects.get(pk=key)
        issued.append({"number": certificate.number, "holder": name, "has_file": bool(certificate.pdf_sha256)})
    progress = progress_of(batch)
    return {
        "issued": issued,
        "refused": [{"holder": row.name, "reason": row.refusal} for row in progress.refused],
        "failing": [{"number": row.number, "error": row.render_error} for row in progress.failing],
    }


def _list(run: CourseRun, people: Readiness) -> dict[str, Any]:
    return {
        "run": run.slug,
        "ready": [_person(row) | {"name_confirmed": row.name_is_confirmed} for row in people.ready],
        "missing": [
            _person(row)
            | {
                "attendance_is_enough": row in people.attended,
                "because": [{"condition": item["title"], "reason": item["reason"]} for item in row.missing],
            }
            for row in people.missing
        ],
        "standing": [row.certificate.number for row in people.issued if row.certificate],
    }


def _person(row: Person) -> dict[str, Any]:
    return {"id": str(row.enrolment.public_id), "holder": row.name}


def _in_words(answer: dict[str, Any]) -> str:
    lines = [f"Valmiit {len(answer['ready'])}, puuttuu {len(answer['missing'])}, myönnetty {len(answer['standing'])}"]
    lines += [f"  valmis: {row['holder']}" for row in answer["ready"]]
    for row in answer["missing"]:
        titles = ", ".join(item["condition"] for item in row["because"])
        lines.append(f"  puuttuu: {row['holder']} – {titles}")
    lines += [f"  myönnettiin {row['number']} {row['holder']}" for row in answer.get("issued", ())]
    lines += [f"  ei myönnetty: {row['holder']} – {row['reason']}" for row in answer.get("refused", ())]
    lines += [f"  tiedosto ei valmistunut: {row['number']} – {row['error']}" for row in answer.get("failing", ())]
    return "\n".join(lines)
