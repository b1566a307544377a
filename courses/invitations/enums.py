"""States of invitations and of the lists they are made from, in the words of the users."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InvitationState(models.TextChoices):
    """What has become of an invitation. Whether its mail got through and its time is over is told by `Status`."""

    OPEN = "open", _("odottaa vastausta")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "hyväksytty")
    REFUSED = "refused", _("kieltäytynyt")
    REVOKED = "revoked", pgettext_lazy("invitation", "peruttu")
    REPLACED = "replaced", _("osoite korjattu")


class Status(models.TextChoices):
    """What the staff sees: each invitation has exactly one, so the counts add up."""

    QUEUED = "queued", _("odottaa lähetystä")
    SENT = "sent", _("lähetetty")
    BOUNCED = "bounced", _("ei mennyt perille")
    EXPIRED = "expired", _("vanhentunut")
    ACCEPTED = "accepted", pgettext_lazy("invitation", "hyväksytty")
    REFUSED = "refused", _("kieltäytynyt")
    REVOKED = "revoked", pgettext_lazy("invitation", "peruttu")
    REPLACED = "replaced", _("osoite korjattu")


class BatchState(models.TextChoices):
    """How far a list is."""

    CHECKING = "checking", _("tarkistetaan")
    READY = "ready", _("valmis lähetettäväksi")
    SENDING = "sending", _("lähetetään")
    DONE = "done", _("lähetetty")


class Verdict(models.TextChoices):
    """What becomes of one row of a list."""

    UNCHECKED = "unchecked", _("tarkistamatta")
    NEW = "new", _("kutsutaan")
    DUPLICATE = "duplicate", _("sama osoite toistuu")
    ENROLLED = "enrolled", _("on jo mukana")
    INVITED = "invited", _("on jo kutsuttu")
    REFUSED = "refused", _("on kieltäytynyt")
    BAD = "bad", _("korjattava")
    LEFT_OUT = "left_out", _("jätetty pois")


class Fault(models.TextChoices):
    """Why an address cannot be used, or what was left out of a row."""

    NONE = "", ""
    MISSING = "missing", _("Sähköpostiosoite puuttuu.")
    NO_AT = "no_at", _("Osoitteesta puuttuu @-merkki.")
    TWO_AT = "two_at", _("Osoitteessa on useampi @-merkki.")
    SPACE = "space", _("Osoitteessa on välilyönti.")
    DOTS = "dots", _("Osoitteessa on piste väärässä kohdassa.")
    DOMAIN = "domain", _("Osoitteen loppuosa ei ole oikea verkkotunnus.")
    SIGN = "sign", _("Osoitteessa on merkki, jota siinä ei voi olla.")
    LONG = "long", _("Osoite on liian pitkä.")
    FORMULA = "formula", _("Solussa on kaava eikä osoitetta.")
    NAME = "name", _("Nimi ei kelpaa, joten se jätetään pois kutsusta.")
