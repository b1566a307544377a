"""Sound and picture before a remote meeting."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConnectionConfig(AppConfig):
    """The sound and picture check, and the links of guests and technical support."""

    name = "courses.connection"
    label = "connection"
    verbose_name = _("Etäyhteys")
