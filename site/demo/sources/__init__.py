"""Typed readers of the demo's source files."""

from demo.sources.reading import (
    Curriculum,
    Demo,
    UnableToReadSource,
    read_curriculum,
    read_demo,
    read_module,
    read_shape,
)

__all__ = [
    "Curriculum",
    "Demo",
    "UnableToReadSource",
    "read_curriculum",
    "read_demo",
    "read_module",
    "read_shape",
]
