"""The messages about own groups, and how urgent each is. None names a member or says a word of a log."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

KINDS = [
    MessageKind(
        name="group-quiet",
        title=_("Olisiko ryhmän aika tavata?"),
        urgency=Urgency.DIGEST,
        subject=_("Olisiko ryhmän aika tavata?"),
        text=_("Edellisestä tapaamisesta on jo yli kuusi viikkoa. Noin kerran kuussa on hyvä rytmi."),
    ),
    MessageKind(
        name="log-returned",
        title=_("Täydennä tapaamiskirjausta"),
        urgency=Urgency.NOW,
        subject=_("Täydennä tapaamiskirjausta"),
        text=_("Kouluttaja palautti tapaamiskirjauksesi täydennettäväksi. Lue kommentti Peilissä."),
    ),
    MessageKind(
        name="log-read",
        title=_("Tapaamiskirjauksesi on kuitattu"),
        urgency=Urgency.DIGEST,
        subject=_("Tapaamiskirjauksesi on kuitattu"),
        text=_("Kouluttaja on lukenut tapaamiskirjauksesi. Lue mahdollinen kommentti Peilissä."),
    ),
    MessageKind(
        name="card-withdrawn",
        title=_("Yksi ryhmäläinen poisti korttinsa"),
        urgency=Urgency.DIGEST,
        subject=_("Yksi ryhmäläinen poisti korttinsa"),
        text=_("Kortti ja sen toiveet on poistettu pysyvästi ryhmäläisen omasta pyynnöstä."),
    ),
    MessageKind(
        name="help-answered",
        title=_("Avunpyyntöösi on vastattu"),
        urgency=Urgency.NOW,
        subject=_("Avunpyyntöösi on vastattu"),
        text=_("Lue vastaus Peilissä ja merkitse asia ratkenneeksi, kun se on ratkennut."),
    ),
    MessageKind(
        name="group-handed-over",
        title=_("Ryhmä on luovutettu"),
        urgency=Urgency.NOW,
        subject=_("Ryhmä on luovutettu"),
        text=_("Uusi ohjaaja on ottanut ryhmän. Et enää näe sen kortteja; kirjaamasi tapaamiset jäävät sinulle."),
    ),
    MessageKind(
        name="group-invitation",
        title=_("Kutsu ryhmän ohjaajaksi"),
        urgency=Urgency.NOW,
        subject=_("Kutsu ryhmän ohjaajaksi"),
        text=_("Kutsu toiseksi ohjaajaksi tai tarjous ottaa ryhmä."),
        needs=("teksti",),
    ),
]
