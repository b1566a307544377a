"""What those who gave feedback or asked for their data are told, and those who answer them."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

VALUES = {
    "tunnus": (_("palautteen tai pyynnön tunnus"), "S-7"),
    "viimeistään": (_("päivä, johon mennessä vastataan"), "24.12.2026"),
}
ANSWER = (_("käsittelijän vastaus"), "Korjasimme sivun.")
LINK = (_("linkki, jolla pyyntö vahvistetaan"), "https://peili.example/tietopyynto/vahvista/")
REASON = (_("lisäajan syy"), "Pyyntöjä on paljon.")

KINDS = [
    MessageKind(
        name="feedback-received",
        title=_("Saavutettavuuspalaute: saatu"),
        urgency=Urgency.NOW,
        subject=_("Saimme palautteesi (S-7)"),
        text=_("Kiitos palautteestasi!"),
        values=VALUES,
    ),
    MessageKind(
        name="feedback-answered",
        title=_("Saavutettavuuspalaute: vastaus"),
        urgency=Urgency.NOW,
        subject=_("Vastaus saavutettavuuspalautteeseesi (S-7)"),
        text=_("Korjasimme sivun."),
        values={**VALUES, "vastaus": ANSWER},
        needs=("vastaus",),
    ),
    MessageKind(
        name="request-received",
        title=_("Tietopyyntö: saatu"),
        urgency=Urgency.NOW,
        subject=_("Saimme tietopyyntösi (T-7)"),
        text=_("Saimme tietopyyntösi."),
        values=VALUES,
    ),
    MessageKind(
        name="request-confirm",
        title=_("Tietopyyntö: vahvistettava"),
        urgency=Urgency.NOW,
        subject=_("Vahvista tietopyyntösi (T-7)"),
        text=_("Vahvista, että pyyntö on sinun."),
        values={**VALUES, "linkki": LINK},
        needs=("linkki",),
    ),
    MessageKind(
        name="request-extended",
        title=_("Tietopyyntö: määräaikaa jatkettu"),
        urgency=Urgency.NOW,
        subject=_("Tietopyyntösi käsittely kestää pidempään (T-7)"),
        text=_("Tietopyyntösi käsittely kestää pidempään kuin kuukauden."),
        values={**VALUES, "syy": REASON},
        needs=("syy",),
    ),
    MessageKind(
        name="request-answered",
        title=_("Tietopyyntö: vastaus"),
        urgency=Urgency.NOW,
        subject=_("Vastaus tietopyyntöösi (T-7)"),
        text=_("Pyyntö toteutettiin."),
        values={**VALUES, "vastaus": ANSWER},
        needs=("vastaus",),
    ),
    MessageKind(
        name="feedback-new",
        title=_("Uusi palaute tai tietopyyntö koordinaattorille"),
        urgency=Urgency.NOW,
        subject=_("Uusi tietopyyntö"),
        text=_("Vastaa viimeistään 24.12.2026. Asian tunnus on S-7."),
        values=VALUES,
    ),
    MessageKind(
        name="feedback-due",
        title=_("Vastauksen määräaika koordinaattorille"),
        urgency=Urgency.NOW,
        subject=_("Vastauksen määräaika lähestyy"),
        text=_("Vastaa viimeistään 24.12.2026. Asian tunnus on S-7."),
        values=VALUES,
    ),
]
