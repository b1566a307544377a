"""The media app: pictures, documents and recordings, and the blocks of every page body."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Files and how they are shown and served; never the files themselves."""

    name = "media"
    verbose_name = _("Aineistot")
