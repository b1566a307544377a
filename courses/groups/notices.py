"""Fixed texts of every group: what a member is told, what is said at each meeting, and where the group's help ends."""

from django.utils.translation import gettext_lazy as _

from courses.groups.papers import notice_version

NOTICE_VERSION = notice_version()  # of the information notice members are given; a new text gets a new version

CONFIDENTIALITY = _("Se, mitä ryhmässä kuullaan toisesta, jää ryhmään. Muistuta tästä jokaisen tapaamisen alussa.")
CRISIS = _(
    "Vertaisryhmä ei ole kriisiapua. Jos jonkun turvallisuus on vaarassa, pysähdy, jää hänen kanssaan ja hae apua "
    "heti: hätänumero 112, muulloin Päivystysapu 116 117."
)
WRITE_OF_GROUP = _("Kirjoita ryhmästä, älä ihmisistä.")
GROUND_RULES = _(
    "1. Se, mitä täällä kuulen toisesta, jää tänne. Omista asioistani saan kertoa vapaasti.\n"
    "2. Puhun omasta kokemuksestani; kysyn ennen kuin ehdotan.\n"
    "3. Jokaisella on oikeus puhua, ohittaa ja vaieta.\n"
    "4. Erilaiset valinnat saavat olla.\n"
    "5. Emme myy toisillemme emmekä vie asiakkaita.\n"
    "6. Kerron, jos en pääse.\n"
    "7. Ryhmää ei tallenneta eikä kuvata.\n"
    "8. Sääntöjä voi muuttaa yhdessä."
)
