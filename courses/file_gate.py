"""Pictures and recordings follow the rule of the pages that show them (see `media.gates`)."""

from courses.domain.files import is_public, may_fetch

__all__ = ["is_public", "may_fetch"]
