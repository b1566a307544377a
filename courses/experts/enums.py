"""The words of experts, shared sessions and networks."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SessionState(models.TextChoices):
    """Life cycle of a shared expert session."""

    NEED = "need", _("tarve")
    SOUGHT = "sought", _("haussa")
    AGREED = "agreed", _("sovittu")
    HELD = "held", _("pidetty")
    COLLECTED = "collected", _("palaute koottu")
    CANCELLED = "cancelled", _("peruttu")


UPCOMING = (SessionState.NEED, SessionState.SOUGHT, SessionState.AGREED)
COUNTED = (SessionState.AGREED, SessionState.HELD, SessionState.COLLECTED)  # their shares are costs of the groups


class Basis(models.TextChoices):
    """How the cost is shared (BR-15)."""

    GROUP = "group", _("tasan ryhmien kesken")
    HEAD = "head", _("osallistujamäärien mukaan")


class Hat(models.TextChoices):
    """In which role somebody arranges a session."""

    FACILITATOR = "facilitator", _("ohjaaja")
    ADVISOR = "advisor", _("yritysneuvoja")
    EXPERT = "expert", _("asiantuntija")


class Topic(models.TextChoices):
    """What groups have asked experts for (domain B6, curriculum 4.4)."""

    COPING = "coping", _("palautuminen ja jaksaminen")
    MARKETING = "marketing", _("markkinointi ja some")
    PRIVACY = "privacy", _("tietosuoja")
    TIME = "time", _("ajankäyttö")
    LEADING = "leading", _("itsensä johtaminen")
    MONEY = "money", _("talous ja verot")
    DUTIES = "duties", _("omavalvonta ja määräykset")
    PRICING = "pricing", _("hinnoittelu ja myynti")
    DIGITAL = "digital", _("digitaidot")
    OTHER = "other", _("muu aihe")


class Spoken(models.TextChoices):
    """In which languages an expert works."""

    FI = "fi", _("suomi")
    SV = "sv", _("ruotsi")
    EN = "en", _("englanti")
    OTHER = "xx", pgettext_lazy("language", "muu kieli")


class TagKind(models.TextChoices):
    """What a tag of an expert's card tells."""

    TOPIC = "topic", _("aihe")
    REGION = "region", _("alue")
    LANGUAGE = "language", _("kieli")


class Fee(models.TextChoices):
    """What an expert's session costs."""

    FREE = "free", _("maksuton")
    PAID = "paid", _("palkkio")
    ASK = "ask", _("sovitaan erikseen")


class CardState(models.TextChoices):
    """Life cycle of an expert's card; only with consent is it seen by anybody."""

    INVITED = "invited", _("kutsuttu")
    CONSENTED = "consented", _("rekisterissä")
    WITHDRAWN = "withdrawn", _("poistettu")


class NoticeKind(models.TextChoices):
    """What a notice on the board is."""

    WANTED = "wanted", _("etsitään")
    OFFERED = "offered", _("tarjotaan")
