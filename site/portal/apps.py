"""The public site and the home screens."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """The public site and the home screens of each role."""

    name = "portal"
    verbose_name = _("Portaali")
