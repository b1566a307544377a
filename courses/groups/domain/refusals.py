"""What a group cannot do, with words for the person who tried; each verb has its own kind beside it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from courses.groups.models import PeerGroup


class GroupRefusal(Exception):
    """The group does not take this now; the message says why and what to do, `about` names the field it is about."""

    def __init__(self, message: str = "", *, about: str = "") -> None:
        super().__init__(message)
        self.about = about


def lock_group(group: PeerGroup) -> PeerGroup:
    """Return the group locked for this transaction: every verb decides on the locked row."""
    return PeerGroup.objects.select_for_update().get(pk=group.pk)


def lock_open_group(group: PeerGroup) -> PeerGroup:
    """Return the group locked for this transaction.

    Raises GroupRefusal when it has ended.
    """
    locked = lock_group(group)
    if locked.is_closed:
        raise GroupRefusal(_("Ryhmä on päättynyt, joten sen tietoja ei voi enää muuttaa."))
    return locked
