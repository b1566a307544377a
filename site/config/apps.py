"""The wiring as an app, so that its checks and commands are found."""

from django.apps import AppConfig, apps
from django.db.models.signals import pre_migrate


class WiringConfig(AppConfig):
    """System checks, the worker and the sweep command."""

    name = "config"
    verbose_name = "Peili"

    def ready(self) -> None:
        from config import checks  # noqa: F401, PLC0415 -- registers the checks once the apps are loaded
        from config.sqlite import use_write_ahead_log  # noqa: PLC0415

        # Sent for each app that has models; once is enough.
        pre_migrate.connect(use_write_ahead_log, sender=apps.get_app_config("accounts"))
