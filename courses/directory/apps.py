"""The public register of facilitators who want to be found."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Facilitators tell of themselves, visitors find them and write through the relay."""

    name = "courses.directory"
    label = "directory"
    verbose_name = _("Ohjaajahakemisto")
