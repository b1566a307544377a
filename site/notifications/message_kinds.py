"""The messages that belong to no other app, and those of signing in, which knows no messages of its own."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Text, Urgency

RESET_LINK = {"linkki": (_("linkki sivulle, jolla salasana valitaan"), "https://peili.example/tili/")}
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
        values=RESET_LINK,
        needs=("linkki",),
    ),
    MessageKind(
        name="account-already-exists",
        title=_("Tunnus on jo olemassa"),
        urgency=Urgency.NOW,
        subject=_("Sinulla on jo tunnus Peiliin"),
        text=_("Joku yritti luoda tunnuksen osoitteella, jolla se jo on, ja mitä silloin voi tehdä."),
        values=RESET_LINK,
        needs=("linkki",),
    ),
    MessageKind(
        name="unknown-account",
        title=_("Osoitteella ei ole tunnusta"),
        urgency=Urgency.NOW,
        subject=_("Osoitteellasi ei ole tunnusta Peiliin"),
        text=_("Joku yritti kirjautua osoitteella, jolla ei ole tunnusta, ja mitä silloin voi tehdä."),
        values={"linkki": (_("linkki sivulle, jolla tunnus luodaan"), "https://peili.example/tili/")},
        needs=("linkki",),
    ),
    MessageKind(
        name="account-erased",
        title=_("Tili on poistettu"),
        urgency=Urgency.NOW,
        subject=_("Peili-tilisi on poistettu"),
        text=_("Tili on poistettu, mitä jää ja miksi, ja mitä tehdä, jos ei itse pyytänyt sitä."),
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
