"""Dates and times as they may be typed: Django's forms, and those that the calendar of the content admin writes."""

from django.conf.locale.sv import formats as usual

DATE_INPUT_FORMATS = [*usual.DATE_INPUT_FORMATS, "%d.%m.%Y"]
DATETIME_INPUT_FORMATS = [*usual.DATETIME_INPUT_FORMATS, "%d.%m.%Y %H.%M", "%d.%m.%Y %H:%M"]
TIME_INPUT_FORMATS = [*getattr(usual, "TIME_INPUT_FORMATS", ["%H:%M:%S", "%H:%M"]), "%H.%M"]
