"""Invitations to a run: lists of addresses, what is to be said of each row, mails, links, answers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvitationsConfig(AppConfig):
    """Inviting people to a run by mail."""

    name = "courses.invitations"
    label = "invitations"
    verbose_name = _("Kutsut")
