"""The trainees' own peer groups: the facilitator's working tool."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GroupsConfig(AppConfig):
    """Peer groups, their meetings and their logs."""

    name = "courses.groups"
    label = "groups"
    verbose_name = _("Ryhmät")
