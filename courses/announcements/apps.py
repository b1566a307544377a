"""What a run's staff tells its trainees, and the mails of a run with their states."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnouncementsConfig(AppConfig):
    """Announcements of a run and its outbox."""

    name = "courses.announcements"
    label = "announcements"
    verbose_name = _("Tiedotteet")
