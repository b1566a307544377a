"""Lets ten processes do the same thing at the same moment on a database with committed rows; run by test_at_once.py.

Prints one JSON object. The processes are forked from one that has set Django up, so they start together.
"""

import json
import multiprocessing
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "site"), str(ROOT / "tests")]
from factories.processes import get_ready  # noqa: E402

AT_ONCE = 10


def issue(enrolment_id, user_id):
    from django.utils import timezone

    from accounts.models import User
    from courses.certificates.domain.issuing import issue_certificate
    from courses.models import Enrolment

    enrolment = Enrolment.objects.get(pk=enrolment_id)
    return issue_certificate(enrolment=enrolment, by=User.objects.get(pk=user_id), at=timezone.now()).number


def render(number):
    from django.utils import timezone

    from courses.certificates.domain.rendering import render_pending
    from courses.certificates.models import Certificate

    return render_pending(Certificate.objects.get(number=number).pk, at=timezone.now())


def together(work: list) -> list:
    """Run each piece of work in a process of its own, all at once, and return the results in the order of work."""
    context = multiprocessing.get_context("fork")
    barrier, results = context.Barrier(len(work)), context.Queue()

    def run(place, function, arguments):
        from django.db import connection

        connection.ensure_connection()
        barrier.wait(timeout=60)
        try:
            results.put((place, function(*arguments)))
        except Exception as error:
            results.put((place, f"{type(error).__name__}: {error}"))
        finally:
            connection.close()
            results.close()
            results.join_thread()
            os._exit(0)  # what the parent has open is not this process's to close

    processes = [context.Process(target=run, args=(place, *piece)) for place, piece in enumerate(work)]
    for process in processes:
        process.start()
    found = [results.get(timeout=120) for _ in processes]
    for process in processes:
        process.join()
    return [value for _place, value in sorted(found, key=lambda row: row[0])]


def main(same_person: int, others: list[int], coordinator: int) -> None:
    get_ready()
    same = together([(issue, (same_person, coordinator))] * AT_ONCE)
    each = together([(issue, (person, coordinator)) for person in others])
    drawn = together([(render, (same[0],))] * 4)
    sys.stdout.write(json.dumps({"same": same, "each": each, "drawn": drawn}))


if __name__ == "__main__":
    main(int(sys.argv[1]), [int(value) for value in sys.argv[2].split(",")], int(sys.argv[3]))
