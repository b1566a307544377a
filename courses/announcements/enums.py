"""To whom, how urgently, and where an announcement is on its way."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Which trainees are told."""

    ALL = "all", _("kaikki osallistujat")
    NO_GROUP = "no_group", _("ne, joilla ei ole omaa ryhmää")
    QUIET = "quiet", _("ne, joiden ryhmä ei ole tavannut 14 päivään")


class Pace(models.TextChoices):
    """Whether it is mailed at once."""

    NOW = "now", _("heti omana viestinään: odottaa osallistujaa tai muuttaa suunnitelmia")
    DIGEST = "digest", _("viikkokoosteessa: ei kiirettä")


class State(models.TextChoices):
    """Life cycle of an announcement."""

    DRAFT = "draft", _("luonnos")
    SCHEDULED = "scheduled", _("ajastettu")
    SENT = "sent", _("lähetetty")
    WITHDRAWN = "withdrawn", _("poistettu")


class Step(models.TextChoices):
    """What was done to an announcement."""

    WRITTEN = "written", _("kirjoitettu")
    SCHEDULED = "scheduled", _("ajastettu")
    SENT = "sent", _("lähetetty")
    CHANGED = "changed", _("muutettu")
    WITHDRAWN = "withdrawn", _("poistettu")
