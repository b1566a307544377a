"""What time alone changes: reminders of entry and exit data. Deleting is done by the clocks (retention.py)."""

from datetime import datetime, time

from django.core.cache import cache
from django.utils import timezone

from courses.background.domain.eura import remind_due

MORNING = time(8)  # nobody is reminded at night
AT_ONCE = 200
HOUR = 3600


def sweep(*, at: datetime) -> int:
    """Remind whoever is due and return how many; when nobody was left, look again in an hour.

    Looking reads all participants, and what is due changes by the day. The cache only saves that work: without it
    somebody would be looked at in vain, never reminded twice.
    """
    local = timezone.localtime(at)
    key = f"background-reminded-{local:%Y%m%d%H}"
    if local.time() < MORNING or cache.get(key):
        return 0
    done = remind_due(at=at, most=AT_ONCE)
    if done < AT_ONCE:
        cache.set(key, True, HOUR)
    return done
