"""Calendars: what a person takes part in, for the person's own calendar program."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    """The feed with its secret address, and the writer of iCalendar files."""

    name = "calendars"
    verbose_name = _("Kalenterit")
