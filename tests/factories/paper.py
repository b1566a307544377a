"""What a certificate prints, without a database: full pages in three languages, with names that are hard to set."""

from datetime import UTC, datetime

HARD_NAMES = {
    "fi": "Žofia Charlotta Ålander-Öhman von Wright-Lehtimäki-Szczęsna-Đurđević Ŋuoŕrő",
    "sv": "Åsa-Märta Ōmeđ Šňůra-Hämäläinen af Ekenstam-Őry-Žižková-Sárá-Ŋálla-Łukasiewicz",
    "en": "Maximiliana Konstantina Bartholomea Hohenzollern-Sigmaringen-Niemelä-Rantakylä",
}
WORDS = {
    "fi": ("Todistus", "on suorittanut hyväksytysti koulutuksen", "Työpeili-ohjaajakoulutus"),
    "sv": ("Intyg", "har med godkänt resultat genomfört utbildningen", "Utbildning för Työpeili-gruppledare"),
    "en": ("Certificate", "has successfully completed the course", "Työpeili Facilitator Training"),
}
OUTCOMES = {
    "fi": ["kokoaa ryhmän, jossa toiveet, perusvire ja kilpailutekijät on otettu huomioon", "ohjaa kysymyksin"],
    "sv": ["samlar en grupp där önskemål och konkurrensfaktorer har beaktats", "leder samtal med frågor"],
    "en": ["gathers a group in which wishes and competition have been taken into account", "guides with questions"],
}
ISSUED = datetime(2025, 12, 18, 10, tzinfo=UTC)


def paper(language: str = "fi", **values):
    """Return a whole snapshot in a language."""
    heading, statement, course = WORDS[language]
    sessions = [
        {"position": 1, "title": "Mihin vertaisuus perustuu", "on": "2025-08-18", "minutes": 180, "mode": "on_site"},
        {"position": 2, "title": "Ryhmän kokoaminen", "on": "2025-09-08", "minutes": 180, "mode": "on_site"},
        {"position": 3, "title": "Ohjaajan taidot", "on": "2025-10-06", "minutes": 120, "mode": "online"},
        {"position": 4, "title": "Vaikutukset ja jatko", "on": "2025-12-15", "minutes": 240, "mode": "hybrid"},
    ]
    base = {
        "form": 1, "language": language, "number": "TP-2025-0012", "code": "7K3M9PQR4TVW2XYZ8ABC5DEF1GH6",
        "holder": "Kuovi Rantanen", "given_name": "Kuovi", "family_name": "Rantanen", "run": "Syksy 2025",
        "starts_on": "2025-08-18", "ends_on": "2025-12-15", "issued_on": "2025-12-18", "heading": heading,
        "statement": statement, "course": course, "course_language": language,
        "issuer": "Kaislikon ammattikorkeakoulu", "place": "Pori", "funding": "Euroopan unionin osarahoittama",
        "signatories": [{"name": "Helena Haahka", "title": "koulutusjohtaja"}],
        "minutes": 720, "outcomes": OUTCOMES[language], "content_language": language, "meetings": 3,
        "done": [
            {"kind": "attendance", "title": "Läsnäolo", "count": 4},
            {"kind": "group_founded", "title": "Oma ryhmä", "count": 0},
        ],
        "sessions": sessions,
    }  # fmt: skip
    return {**base, **values}
