"""Telling people: in the portal at once, by mail soon after."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Notifications, the outbox and background work."""

    name = "notifications"
    verbose_name = _("Ilmoitukset")
