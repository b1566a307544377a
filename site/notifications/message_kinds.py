"""The messages that belong to no other app, and those of signing in, which knows no messages of its own."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Text, Urgency

CODE = {"koodi": (_("koodi, joka kirjoitetaan sivulle"), "ABC-123")}


def _confirming(name: str, title: Text) -> MessageKind:
    return MessageKind(
        name=name,
        title=title,
        urgency=Urgency.NOW,
        subject=_("Koodisi on ABC-123"),
        text=_("Koodi, jolla osoitteen vahvistaa omakseen, ja kuinka kauan se on voimassa."),
        values=CODE,
        needs=("koodi",),
    )


KINDS = [
    MessageKind(
        name="login-code",
        title=_("Kirjautumiskoodi"),
        urgency=Urgency.NOW,
        subject=_("Kirjautumiskoodisi on ABC-123"),
        text=_("Koodi, jolla kirjaudutaan, ja mitä tehdä, jos ei itse yritä kirjautua."),
        values=CODE,
        needs=("koodi",),
    ),
    _confirming("email-confirmation-signup", _("Osoitteen vahvistus tunnusta luotaessa")),
    _confirming("email-confirmation", _("Uuden osoitteen vahvistus")),
    MessageKind(
        name="password-reset-key",
        title=_("Uuden salasanan valinta"),
        urgency=Urgency.NOW,
        subject=_("Valitse uusi salasana"),
        text=_("Linkki sivulle, jolla uusi salasana valitaan."),
        values={"linkki": (_("linkki sivulle, jolla salasana valitaan"), "https://peili.example/tili/")},
        needs=("linkki",),
    ),
    MessageKind(
        name="digest",
        title=_("Kooste"),
        urgency=Urgency.DIGEST,
        subject=_("Peilissä on 2 uutta asiaa"),
        text=_("Luettelo siitä, mitä on uutta, ja linkki, jolla koosteen voi lopettaa."),
        needs=("teksti",),
    ),
]
