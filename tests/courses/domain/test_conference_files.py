"""Lists of attendees as Teams and Zoom write them, and files that are none."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.domain.conference_files import MAX_BYTES, UnableToRead, read_conference
from courses.domain.conference_times import duration_of, read_times

HELSINKI = ZoneInfo("Europe/Helsinki")
AROUND = datetime(2026, 11, 24, 14, tzinfo=HELSINKI)

TEAMS = """1. Summary
Meeting title\tKerta 4
Attended participants\t3
Start time\t11/24/26, 1:55:02 PM
End time\t11/24/26, 4:05:10 PM

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Kaisla Kuovi\t11/24/26, 1:55:10 PM\t11/24/26, 4:04:50 PM\t1h 40m 2s\tkuovi@peili.example\tkuovi@peili.example\tAttendee
Väinö Käki (Guest)\t11/24/26, 2:10:00 PM\t11/24/26, 4:00:00 PM\t1h 50m\t\t\tAttendee

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Kaisla Kuovi\t11/24/26, 1:55:10 PM\t11/24/26, 2:30:00 PM\t34m 50s\tkuovi@peili.example\tAttendee
Väinö Käki (Guest)\t11/24/26, 2:10:00 PM\t11/24/26, 4:00:00 PM\t1h 50m\t\tAttendee
Kaisla Kuovi\t11/24/26, 3:00:00 PM\t11/24/26, 4:04:50 PM\t1h 4m 50s\tkuovi@peili.example\tAttendee
"""
TEAMS_FI = """1. Yhteenveto
Kokouksen otsikko\tKerta 4

3. Kokouksen aikaiset toiminnot
Nimi\tLiittymisaika\tPoistumisaika\tKesto\tSähköposti\tRooli
Kaisla Kuovi\t24.11.2026 klo 13.55.10\t24.11.2026 klo 14.30.00\t34 min 50 s\tkuovi@peili.example\tOsallistuja
"""
TEAMS_SV = """Namn\tAnslutningstid\tTid för att lämna\tVaraktighet\tE-post\tRoll
Kaisla Kuovi\t2026-11-24 13:55:10\t2026-11-24 14:30:00\t34 m 50 s\tkuovi@peili.example\tDeltagare
"""
TEAMS_OLD = """Full Name\tUser Action\tTimestamp
Kaisla Kuovi\tJoined before\t11/24/2026, 1:55:10 PM
Kaisla Kuovi\tLeft\t11/24/2026, 2:30:00 PM
Kaisla Kuovi\tJoined\t11/24/2026, 3:00:00 PM
"""
ZOOM = """Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants
812 3456 7890,Kerta 4,11/24/2026 01:50:00 PM,11/24/2026 04:10:00 PM,host@peili.example,140,2

Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest
Kaisla Kuovi,kuovi@peili.example,11/24/2026 01:55:10 PM,11/24/2026 02:30:00 PM,35,No
"Käki, Väinö",,11/24/2026 02:10:00 PM,11/24/2026 04:00:00 PM,110,Yes
"""
ZOOM_SEMICOLON = """Nimi;Käyttäjän sähköposti;Liittymisaika;Poistumisaika;Kesto (minuuttia)
Kaisla Kuovi;kuovi@peili.example;24.11.2026 13:55;24.11.2026 14:30;35
Väinö Käki;;24.11.2026 14:10;24.11.2026 16:00;110
"""


def guests(text, encoding="utf-8"):
    return read_conference(text.encode(encoding), zone=HELSINKI, around=AROUND)


def clock(moment):
    return moment.astimezone(HELSINKI).strftime("%d.%m. %H:%M") if moment else None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig", "cp1252"])
def test_teams_in_every_encoding(encoding):
    kuovi, kaki = guests(TEAMS, encoding)

    assert (kuovi.name, kuovi.email) == ("Kaisla Kuovi", "kuovi@peili.example")
    assert [(clock(stay.start), clock(stay.end)) for stay in kuovi.stays] == [
        ("24.11. 13:55", "24.11. 14:30"),
        ("24.11. 15:00", "24.11. 16:04"),
    ]
    assert (kaki.name, kaki.email, len(kaki.stays)) == ("Väinö Käki (Guest)", "", 1)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TEAMS_FI, "utf-16"),
        (TEAMS_SV, "utf-16"),
        (TEAMS_OLD, "utf-16"),
        (ZOOM, "utf-8-sig"),
        (ZOOM_SEMICOLON, "cp1252"),
        (ZOOM_SEMICOLON, "utf-8-sig"),
        (ZOOM.replace("\n", "\r\n"), "utf-8"),
    ],
)
def test_other_forms_and_languages(text, encoding):
    kuovi = guests(text, encoding)[0]

    assert kuovi.name == "Kaisla Kuovi"
    assert (clock(kuovi.stays[0].start), clock(kuovi.stays[0].end)) == ("24.11. 13:55", "24.11. 14:30")


def test_whoever_was_still_there_stays_to_the_end():
    kuovi = guests(TEAMS_OLD)[0]

    assert (clock(kuovi.stays[1].start), kuovi.stays[1].end) == ("24.11. 15:00", None)


def test_a_list_without_comings_and_goings_counts_the_time_it_tells():
    kuovi = guests(TEAMS.partition("3. In-Meeting")[0])[0]

    assert kuovi.stays[0].end - kuovi.stays[0].start == timedelta(hours=1, minutes=40, seconds=2)


def test_given_and_family_name_in_columns_of_their_own():
    text = "Etunimi;Sukunimi;Liittymisaika;Poistumisaika\nKaisla;Kuovi;24.11.2026 14:00;24.11.2026 15:00\n"

    assert guests(text)[0].name == "Kaisla Kuovi"


def test_formulas_are_names_like_any_other():
    text = ZOOM.replace("Kaisla Kuovi", '"=HYPERLINK(""http://paha.example"";""Kaisla"")"')

    assert guests(text)[0].name.startswith("=HYPERLINK")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tyhjä"),
        (b"\xff\xfe", "tyhjä"),
        (b"  \n\n ", "tyhjä"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20, "ei ole tekstiä"),
        (b"\x01\x02\x03" * 100, "ei ole tekstiä"),
        (b"PK\x03\x04" + b"\x00" * 50, "CSV-muodossa"),
        (b"x" * (MAX_BYTES + 1), "liian suuri"),
        (b"Hei vaan, tassa ei ole taulukkoa.", "ei löydy osallistujia"),
        (b"Name,Email\nKaisla,k@x.fi\n", "ei löydy osallistujia"),
        (b"Name,Join Time,Leave Time\n", "ei löydy osallistujia"),
        (b"Name,Join Time,Leave Time\nKaisla,eilen,huomenna\n", "kellonaikoja"),
        (b"Name,Join Time,Leave Time\nKaisla,99/99/2026 25:61,\n", "kellonaikoja"),
        (b"Name,Join Time,Leave Time\n" + b"a,11/24/2026 14:00,11/24/2026 15:00\n" * 5001, "liikaa rivejä"),
        (
            b"Name,Join Time,Leave Time\n"
            + b"".join(b"a%d,11/24/2026 14:00,11/24/2026 15:00\n" % number for number in range(1501)),
            "liikaa ihmisi",
        ),
        (b"Name,Join Time,Leave Time\n\x00Kaisla", "ei ole tekstiä"),
    ],
)
def test_what_is_no_list_is_refused_in_words(content, words):
    with pytest.raises(UnableToRead, match=words):
        read_conference(content, zone=HELSINKI, around=AROUND)


LINES = st.text(max_size=400).map(lambda text: f"Name,Join Time,Leave Time\n{text}".encode())


@given(st.binary(max_size=400) | LINES)
def test_garbage_never_breaks_the_reader(content):
    with suppress(UnableToRead):
        assert read_conference(content, zone=HELSINKI, around=AROUND)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11/24/26, 1:55:02 PM", "2026-11-24 13:55:02"),
        ("11/24/2026 01:55:02\u202fPM", "2026-11-24 13:55:02"),
        ("11/24/26, 12:05:00 AM", "2026-11-24 00:05:00"),
        ("24.11.2026 klo 13.55", "2026-11-24 13:55:00"),
        ("24.11.2026, 13:55:02", "2026-11-24 13:55:02"),
        ("24. 11. 2026 1.55.02 ip.", "2026-11-24 13:55:02"),
        ("24/11/2026, 13:55:02", "2026-11-24 13:55:02"),
        ("2026-11-24 13:55:02", "2026-11-24 13:55:02"),
        ("2026-11-24T11:55:02Z", "2026-11-24 13:55:02"),
        ("2026-11-24T12:55:02+01:00", "2026-11-24 13:55:02"),
        ("2026-11-24 01:55:02 em", "2026-11-24 13:55:02"),
        ("2026-11-24 kl. 13:55", "2026-11-24 13:55:00"),
    ],
)
def test_times_as_they_are_written(text, expected):
    found = read_times([text], zone=HELSINKI, around=AROUND)

    assert found[text].astimezone(HELSINKI).strftime("%Y-%m-%d %H:%M:%S") == expected


@pytest.mark.parametrize(("month", "expected"), [(4, "03.04."), (3, "04.03.")])
def test_of_two_readings_the_one_near_the_session_is_meant(month, expected):
    around = datetime(2026, month, 4 if month == 3 else 3, 14, tzinfo=UTC)

    found = read_times(["3/4/2026 2:00 PM"], zone=HELSINKI, around=around)

    assert clock(found["3/4/2026 2:00 PM"]).startswith(expected)


def test_one_file_keeps_to_one_order():
    texts = ["3/4/2026 2:00 PM", "3/14/2026 2:00 PM"]

    found = read_times(texts, zone=HELSINKI, around=datetime(2026, 4, 3, tzinfo=UTC))

    assert {clock(moment)[:6] for moment in found.values()} == {"04.03.", "14.03."}


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("1h 50m", 110), ("1 t 50 min", 110), ("110", 110), ("1:50:00", 110), ("34m 30s", 34.5), ("", None), ("??", None)],
)
def test_lengths_as_they_are_written(text, minutes):
    assert duration_of(text) == (None if minutes is None else timedelta(minutes=minutes))
