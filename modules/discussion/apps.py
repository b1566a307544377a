"""The discussion: an activity type in which the trainees of one run talk to one another."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DiscussionConfig(AppConfig):
    """One calm thread per activity and run."""

    name = "modules.discussion"
    label = "discussion"
    verbose_name = _("Keskustelut")
