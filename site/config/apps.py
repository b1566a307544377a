"""The wiring as an app, so that its checks and commands are found."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """System checks, the worker and the sweep command."""

    name = "config"
    verbose_name = "Peili"

    def ready(self) -> None:
        from config import checks  # noqa: F401, PLC0415 -- registers the checks once the apps are loaded
