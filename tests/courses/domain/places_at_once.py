"""Lets ten people take the one free place while three others give theirs up; run by test_places_at_once.py."""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "site"), str(ROOT / "tests/courses/certificates")]


def take(run_id, user_id, code):
    from django.utils import timezone

    from accounts.models import User
    from courses.domain.keys import enrol_with_key
    from courses.models import CourseRun

    run, user = CourseRun.objects.get(pk=run_id), User.objects.get(pk=user_id)
    return enrol_with_key(run=run, user=user, typed=code, at=timezone.now()).state


def give_up(enrolment_id):
    from django.utils import timezone

    from courses.domain.withdrawing import cancel
    from courses.models import Enrolment

    return cancel(enrolment=Enrolment.objects.get(pk=enrolment_id), at=timezone.now()).state


def main(run_id, code, users, leaving) -> None:
    from at_once import get_ready, together

    get_ready()

    together([(take, (run_id, user, code)) for user in users] + [(give_up, (pk,)) for pk in leaving])
    from courses.models import CourseRun
    from notifications.models import Notification

    run = CourseRun.objects.get(pk=run_id)
    told = Notification.objects.filter(kind__in=["place-freed", "place-given"]).values_list("user_id", flat=True)
    found = {
        "placed": sorted(run.enrolments.studying().filter(user__in=users).values_list("user_id", flat=True)),
        "told": sorted(told),
        "studying": run.enrolments.studying().count(),
        "line": run.enrolments.filter(state="waiting").count(),
        "uses": run.keys.get().uses,
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    numbers = [[int(value) for value in text.split(",")] for text in sys.argv[3:5]]
    main(int(sys.argv[1]), sys.argv[2], *numbers)
