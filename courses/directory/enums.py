"""The words of the register of facilitators."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Spoken(models.TextChoices):
    """In which languages somebody facilitates."""

    FI = "fi", _("suomi")
    SV = "sv", _("ruotsi")
    EN = "en", _("englanti")
    OTHER = "xx", pgettext_lazy("language", "muu kieli")


class TagKind(models.TextChoices):
    """What a tag of a listing tells."""

    LINE = "line", _("toimiala")
    LANGUAGE = "language", _("kieli")
