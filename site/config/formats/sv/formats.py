"""What may be typed for dates and times in this language: Django's forms, and those the content admin's calendar writes."""

from django.conf.locale.sv import formats as usual

DATE_INPUT_FORMATS = [*usual.DATE_INPUT_FORMATS, "%d.%m.%Y"]
DATETIME_INPUT_FORMATS = [*usual.DATETIME_INPUT_FORMATS, "%d.%m.%Y %H.%M", "%d.%m.%Y %H:%M"]
TIME_INPUT_FORMATS = [*getattr(usual, "TIME_INPUT_FORMATS", ["%H:%M:%S", "%H:%M"]), "%H.%M"]
