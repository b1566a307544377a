"""The demo: the real course and invented people, loaded from readable files."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Has no models: it writes into the others through their own doors."""

    name = "demo"
