"""Finds the modules of one name in all apps: the way apps offer something to a layer below them."""

from functools import cache
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule


@cache
def modules_named(name: str) -> tuple[tuple[str, ModuleType], ...]:
    """Return the app label and the module of that name for each app that has one, in the order of the apps.

    Remembered: what is installed stays so while the process lives, and some ask at every locked row.
    """
    return tuple(
        (config.label, import_module(f"{config.name}.{name}"))
        for config in apps.get_app_configs()
        if config.module is not None and module_has_submodule(config.module, name)
    )
