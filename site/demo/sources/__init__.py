"""Typed readers of the demo's source files."""

from demo.sources.reading import Curriculum, UnableToReadSource, read_curriculum, read_module, read_shape

__all__ = ["Curriculum", "UnableToReadSource", "read_curriculum", "read_module", "read_shape"]
