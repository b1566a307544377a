"""The fixed words of feedback and data requests."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedbackState(models.TextChoices):
    """Life cycle of a piece of accessibility feedback."""

    RECEIVED = "received", _("Vastaanotettu")
    IN_PROCESS = "in_process", _("Käsittelyssä")
    ANSWERED = "answered", _("Vastattu")


class RequestState(models.TextChoices):
    """Life cycle of a data request."""

    RECEIVED = "received", _("Vastaanotettu")
    IDENTIFIED = "identified", _("Tunnistettu")
    IN_PROCESS = "in_process", _("Käsittelyssä")
    ANSWERED = "answered", _("Vastattu")


class RequestKind(models.TextChoices):
    """What a person may ask of their data (GDPR articles 15–21)."""

    ACCESS = "access", _("Haluan tietää, mitä tietoja minusta on, ja saada niistä kopion")
    RECTIFICATION = "rectification", _("Haluan korjata tiedon, joka on väärin")
    ERASURE = "erasure", _("Haluan, että tietoni poistetaan")
    RESTRICTION = "restriction", _("Haluan, että tietojeni käyttöä rajoitetaan")
    OBJECTION = "objection", _("Vastustan tietojeni käyttöä")
    OTHER = "other", _("Muu kysymys tietosuojasta")


class Identified(models.TextChoices):
    """How it became known who asks."""

    ACCOUNT = "account", _("Kirjautui omalle tilille")
    LINK = "link", _("Vahvisti sähköpostiosoitteensa")
    OTHER = "other", _("Käsittelijä varmisti muulla tavalla")


class Result(models.TextChoices):
    """What became of a request."""

    GRANTED = "granted", _("Pyyntö toteutettiin")
    PARTLY = "partly", _("Pyyntö toteutettiin osittain")
    REFUSED = "refused", _("Pyyntöä ei voitu toteuttaa")
    UNIDENTIFIED = "unidentified", _("Pyytäjää ei voitu tunnistaa")
