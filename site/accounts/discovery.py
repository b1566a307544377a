"""Finds the modules of one name in all apps: the way apps offer something to a layer below them."""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def modules_named(name: str) -> Iterator[tuple[str, ModuleType]]:
    """Yield the app label and the module of that name for each app that has one, in the order of the apps."""
    for config in apps.get_app_configs():
        if config.module is not None and module_has_submodule(config.module, name):
            yield config.label, import_module(f"{config.name}.{name}")
