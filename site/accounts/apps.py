"""People: the lowest layer."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People and the organisations they belong to."""

    name = "accounts"
    verbose_name = _("Käyttäjät")
