"""Lets ten processes reserve the same last places at the same moment; run by test_reservations.py. Prints JSON."""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "site"), str(ROOT / "tests/courses/certificates")]
PLACES = 5


def reserve(session_id, group_id):
    from django.utils import timezone

    from courses.experts.domain.reservations import UnableToReserve, reserve_places
    from courses.experts.models import ExpertSession
    from courses.groups.models import PeerGroup

    group = PeerGroup.objects.get(pk=group_id)
    by = group.facilitators.get().user
    session = ExpertSession.objects.get(pk=session_id)
    try:
        reserve_places(session=session, group=group, heads=PLACES, by=by, at=timezone.now())
    except UnableToReserve as refusal:
        return str(refusal)
    return ""


def main(session_id: int, groups: list[int]) -> None:
    import django

    django.setup()
    from at_once import together

    said = together([(reserve, (session_id, group)) for group in groups])
    from courses.experts.models import ExpertSession

    taken = ExpertSession.objects.get(pk=session_id).seats_taken
    sys.stdout.write(json.dumps({"said": said, "taken": taken}))


if __name__ == "__main__":
    main(int(sys.argv[1]), [int(value) for value in sys.argv[2].split(",")])
