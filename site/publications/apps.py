"""The library of publications: what has been written of the model, and materials to take along."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationsConfig(AppConfig):
    """Publications with their license, language and owner; links that are looked after."""

    name = "publications"
    verbose_name = _("Julkaisut")
