"""When things happened in a run: days are counted from its first day, and nothing lies in the future."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

TUESDAY = 1
WEEKEND = (5, 6)


def first_day(today: date, *, begins_days: int) -> date:
    """Return the last Tuesday on or before the day that lies so many days from today."""
    day = today + timedelta(days=begins_days)
    return day - timedelta(days=(day.weekday() - TUESDAY) % 7)


@dataclass(frozen=True)
class Timeline:
    """The days of one run, seen from the moment of loading."""

    starts_on: date
    now: datetime

    def on(self, day: float, hour: int = 12, minute: int = 0) -> datetime:
        """Return a moment of the run's so manieth day, even if it is still to come."""
        whole = self.starts_on + timedelta(days=int(day))
        return timezone.make_aware(datetime.combine(whole, time(hour, minute)))

    def past(self, day: float, hour: int = 12, minute: int = 0) -> datetime:
        """Return a moment of the run's so manieth day, or the last hours if that is still to come."""
        wanted = self.on(day, hour, minute)
        return wanted if wanted < self.now else self.now - timedelta(hours=3, minutes=minute)

    def ago(self, days: int, hour: int = 17) -> datetime:
        """Return a moment about so many days before loading, on a weekday; a negative number is still to come."""
        whole = timezone.localdate(self.now) - timedelta(days=days)
        while whole.weekday() in WEEKEND:
            whole += timedelta(days=-1 if days > 0 else 1)
        return timezone.make_aware(datetime.combine(whole, time(hour)))
