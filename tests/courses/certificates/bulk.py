"""A worker that issues what a batch asks for and draws a few of the files; run, and killed, by test_bulk.py.

Prints one line for each thing done, so that whoever watches knows when to kill it.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]


def say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(drawn: int) -> None:
    import django

    django.setup()
    from django.utils import timezone

    from courses.certificates.domain.batches import do_request
    from courses.certificates.domain.rendering import render_pending
    from courses.certificates.models import Certificate, IssueRequest

    say("begins")
    waiting = IssueRequest.objects.filter(state="waiting").order_by("batch_id", "position")
    for pk in list(waiting.values_list("pk", flat=True)):
        do_request(pk, at=timezone.now())
        say("issued")
    for pk in Certificate.objects.order_by("sequence").values_list("pk", flat=True)[:drawn]:
        if render_pending(pk, at=timezone.now()):
            say("drawn")
    say("ends")


if __name__ == "__main__":
    main(int(sys.argv[1]))
