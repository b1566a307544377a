"""The facilitator's private notebook."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotebookConfig(AppConfig):
    """A facilitation diary for its writer alone."""

    name = "courses.notebook"
    label = "notebook"
    verbose_name = _("Muistikirja")
