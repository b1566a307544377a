"""People: the lowest layer."""

from django.apps import AppConfig, apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People and the organisations they belong to."""

    name = "accounts"
    verbose_name = _("Käyttäjät")

    def ready(self) -> None:
        """The bare site that ours is measured beside has no allauth."""
        if not apps.is_installed("allauth.usersessions"):
            return
        from accounts.open_sessions import look_at_all_at_once  # noqa: PLC0415 -- it needs the models

        look_at_all_at_once()
