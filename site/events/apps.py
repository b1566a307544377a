"""Public events: seminars and tours that anybody may come to."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Events with sign-up and head count, without accounts."""

    name = "events"
    verbose_name = _("Tapahtumat")
