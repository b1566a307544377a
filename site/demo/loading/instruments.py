"""The self-assessment and the closing survey as pages of their activity types."""

from demo.loading.pages import PageSource
from demo.sources import Curriculum


def instruments_of(curriculum: Curriculum, *, session: int) -> tuple[list[PageSource], list[PageSource]]:
    """Return the pages that come first and the pages that come last in a session."""
    return [], []
