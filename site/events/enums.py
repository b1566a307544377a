"""The fixed words of events."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mode(models.TextChoices):
    """How one takes part."""

    ON_SITE = "on_site", _("Paikan päällä")
    ONLINE = "online", _("Verkossa")
    HYBRID = "hybrid", _("Paikan päällä ja verkossa")


class EventState(models.TextChoices):
    """Life cycle of an event."""

    DRAFT = "draft", _("Luonnos")
    PUBLISHED = "published", _("Julkaistu")
    CANCELED = "canceled", _("Peruttu")


class SignupState(models.TextChoices):
    """Life cycle of a sign-up."""

    CONFIRMED = "confirmed", _("Paikka varattu")
    WAITING = "waiting", _("Jonossa")
    CANCELED = "canceled", _("Peruttu")


STANDING = (SignupState.CONFIRMED, SignupState.WAITING)
