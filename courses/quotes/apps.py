"""What a group leaves behind: quotes, things done together, the model compass."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuotesConfig(AppConfig):
    """Quotes with consent for each use, works done together, and the compass."""

    name = "courses.quotes"
    label = "quotes"
    verbose_name = _("Sitaatit ja jäljet")
