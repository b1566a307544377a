"""What cannot be done with a listing or a message, with words for the person who tried."""

from __future__ import annotations

from courses.groups.domain.refusals import GroupRefusal


class DirectoryRefusal(GroupRefusal):
    """It is not possible now; the message says why and what to do. Forms show it as refusals of groups are shown."""
