"""Workers that issue what a batch asks for and draw a few of the files; run, and killed, by test_bulk.py.

For each line it reads, the process splits off a worker. That one tells its number and prints one line for each thing
done, so that whoever watches knows when to kill it; when it is gone, by itself or not, this process says so.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "site"), str(ROOT / "tests")]
from factories.processes import get_ready  # noqa: E402


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def work(drawn: int) -> None:
    from django.utils import timezone

    from courses.certificates.domain.batches import do_request
    from courses.certificates.domain.rendering import render_pending
    from courses.certificates.models import Certificate, IssueRequest

    say(f"begins {os.getpid()}")
    waiting = IssueRequest.objects.filter(state="waiting").order_by("batch_id", "position")
    for pk in list(waiting.values_list("pk", flat=True)):
        do_request(pk, at=timezone.now())
        say("issued")
    for pk in Certificate.objects.order_by("sequence").values_list("pk", flat=True)[:drawn]:
        if render_pending(pk, at=timezone.now()):
            say("drawn")
    say("ends")


def main(drawn: int) -> None:
    get_ready()
    for _ in sys.stdin:
        worker = os.fork()
        if not worker:
            try:
                work(drawn)
            finally:
                os._exit(0)  # what the parent has open is not this process's to close
        os.waitpid(worker, 0)
        say("gone")


if __name__ == "__main__":
    main(int(sys.argv[1]))
