"""K4: a trainer runs a session: agenda, marks by keyboard, a conference's list, closing; what follows from it."""

import re
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from e2e.looking import press, tab_to
from e2e.people import sign_in_person
from e2e.steps import part
from playwright.sync_api import Locator, Page, expect

RUN = "/kouluttaja/syksy-2026"
LEARN = "/oppi/syksy-2026"
HELSINKI = ZoneInfo("Europe/Helsinki")
BEGAN = (datetime.now(HELSINKI) - timedelta(minutes=40)).replace(second=0, microsecond=0)
YESTERDAY = BEGAN - timedelta(days=1)


@pytest.fixture(scope="module")
def begun(site):
    """Time has passed: the fourth session began a while ago, the fifth was held yesterday."""
    with sqlite3.connect(site.folder / "db.sqlite3", timeout=20) as database:
        for position, start in ((4, BEGAN), (5, YESTERDAY)):
            database.execute(
                "UPDATE courses_session SET starts_at = ? WHERE position = ? AND run_id ="
                " (SELECT id FROM courses_courserun WHERE slug = 'syksy-2026')",
                (start.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"), position),
            )
    database.close()


def row_of(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name)


def own_attendance(page: Page) -> Locator:
    return page.locator("dt:has-text('Läsnäolosi') + dd")


def open_register(page: Page, position: int) -> None:
    page.goto(f"{RUN}/lasnaolo/{position}/")


def test_twelve_people_are_marked_by_keyboard_within_a_minute_and_the_register_is_closed(
    site, visit, check_page, begun
):
    page = visit("trainer", device="desktop")
    page.goto(f"{RUN}/lasnaolo/")
    check_page(page, "registers")
    press(page, page.get_by_role("link", name=re.compile(r"^4\.")))
    agenda = part(page, "Asialista")
    expect(agenda.get_by_role("listitem").first).to_contain_text("Odottaa")
    expect(agenda).to_contain_text("Avunpyyntö")
    check_page(page, "a session on the trainer's desk")
    press(page, page.get_by_role("link", name="Kirjaa läsnäolot"))
    rows = page.get_by_role("group").filter(has=page.get_by_role("radio"))
    expect(rows).to_have_count(12)
    check_page(page, "register, empty")

    started = time.monotonic()
    tab_to(page, rows.first.get_by_role("radio", checked=True))
    for number in range(11):
        name = rows.nth(number).locator("legend").inner_text()
        if "Kiuru" in name:
            page.keyboard.press("o")
            page.keyboard.type("60")
            page.keyboard.press("Enter")
        else:
            page.keyboard.press("p" if "Metso" in name else "l")
    press(page, page.get_by_role("button", name="Tallenna läsnäolot"))
    expect(page.get_by_role("status")).to_contain_text("11 merkintää tallennettu.")
    assert time.monotonic() - started < 60

    press(page, page.get_by_role("button", name="Lukitse läsnäolot"))
    left = rows.nth(11).locator("legend").inner_text().split(", ")
    expect(page.get_by_role("main")).to_contain_text(f"Kirjaamatta 1: {left[1]} {left[0]}.")
    expect(row_of(page, "Kiuru, Kimmo").get_by_role("radio", name="Osittain")).to_be_checked()
    tab_to(page, rows.nth(11).get_by_role("radio", checked=True))
    page.keyboard.press("ArrowRight")
    press(page, page.get_by_role("button", name="Tallenna läsnäolot"))
    expect(page.get_by_role("status")).to_contain_text("1 merkintä tallennettu.")

    trainee = sign_in_person(visit(), site, "metso")
    trainee.goto(f"{LEARN}/kerta/4/")
    expect(own_attendance(trainee)).to_have_text("Näkyy, kun kouluttaja on lukinnut listan")

    press(page, page.get_by_role("button", name="Lukitse läsnäolot"))
    expect(page.get_by_role("status")).to_contain_text("Läsnäolot on lukittu.")
    expect(page.get_by_role("button", name="Tallenna läsnäolot")).to_have_count(0)
    expect(row_of(page, "Metso, Mikko").get_by_role("radio", name="Läsnä")).to_be_disabled()
    check_page(page, "register, locked")

    trainee.reload()
    expect(own_attendance(trainee)).to_contain_text("Poissa")
    expect(own_attendance(trainee)).to_contain_text("Merkinnyt Hilla Huuhkaja")
    trainee.goto("/oppi/")
    expect(trainee.get_by_role("main")).to_contain_text("Korvattavana kerta 4.")
    assert trainee.goto(f"{RUN}/lasnaolo/4/").status == 404


def test_two_at_once_merge_and_the_last_write_is_seen(visit, check_page, begun):
    trainer, colleague = visit("trainer", device="desktop"), visit("coordinator", device="desktop")
    for page in (trainer, colleague):
        open_register(page, 5)
    row_of(colleague, "Kiuru, Kimmo").get_by_role("radio", name="Poissa").check()
    row_of(colleague, "Joutsen, Jaana").get_by_role("radio", name="Poissa").check()
    colleague.get_by_role("button", name="Tallenna läsnäolot").click()
    expect(colleague.get_by_role("status")).to_contain_text("2 merkintää tallennettu.")

    mine = row_of(trainer, "Kiuru, Kimmo")
    mine.get_by_role("radio", name="Läsnä").check()
    mine.get_by_label("Huomautus").fill("Oli etänä")
    row_of(trainer, "Metso, Mikko").get_by_role("radio", name="Läsnä").check()
    trainer.get_by_role("button", name="Tallenna läsnäolot").click()
    told = trainer.get_by_role("alert")
    expect(told).to_be_focused()
    expect(told.get_by_role("listitem")).to_have_text(["Kimmo Kiuru"])
    expect(mine).to_contain_text("Voimassa on Kerttu Kurki")
    expect(mine.get_by_label("Huomautus")).to_have_value("Oli etänä")
    expect(row_of(trainer, "Joutsen, Jaana").get_by_role("radio", name="Poissa")).to_be_checked()
    check_page(trainer, "register, two at once")

    trainer.get_by_role("button", name="Tallenna läsnäolot").click()
    expect(trainer.get_by_role("status")).to_contain_text("1 merkintä tallennettu.")
    colleague.reload()
    expect(row_of(colleague, "Kiuru, Kimmo").get_by_role("radio", name="Läsnä")).to_be_checked()
    expect(part(colleague, "Muutokset")).to_contain_text("Hilla Huuhkaja")


def teams_list(day: datetime) -> bytes:
    """A list as Teams exports it: UTF-16, tabs, American dates, repeated joins, a laptop and an outsider."""
    start = day.strftime("%m/%d/%y")

    def line(name: str, after: int, until: int) -> str:
        times = [(day + timedelta(minutes=minutes)).strftime("%I:%M:00 %p") for minutes in (after, until)]
        return f"{name}\t{start}, {times[0]}\t{start}, {times[1]}\t\t\tAttendee"

    lines = ["Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole", line("Kaisla Kuovi", 0, 60)]
    lines += [line("Kaisla Kuovi", 50, 110), line("Tuomas Toyhtohyyppa (Guest)", 0, 110)]
    lines += [line("Läppäri 7", 0, 30), line("Urho Ulkopuolinen", 0, 110), line("Kimmo Kiuru", 0, 20)]
    return "\r\n".join(lines).encode("utf-16")


def upload(page: Page, content: bytes, name: str = "meeting.csv") -> None:
    page.get_by_label("Osallistujaluettelo").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="Lue tiedosto").click()


def test_a_conference_list_is_matched_by_hand_and_entered(visit, check_page, begun):
    page = visit("trainer", device="desktop")
    open_register(page, 5)
    page.get_by_role("link", name="Tuo verkkokokouksen osallistujaluettelo").click()
    check_page(page, "conference list, upload")
    for content, words in [
        (b"", "tyhjä"),
        (b"\x89PNG\r\n\x1a\n\x00\x01\x02" * 9, "ei ole tekstiä"),
        ("päivää".encode(), "ei löydy osallistujia"),
        (teams_list(YESTERDAY - timedelta(days=7)), "Tiedoston kokous oli"),
    ]:
        upload(page, content)
        expect(page.locator(".form-errors")).to_contain_text(words)
    check_page(page, "conference list, wrong meeting")

    upload(page, teams_list(YESTERDAY))
    expect(page.get_by_role("heading", level=1)).to_have_text("Tarkista osallistujaluettelo")
    expect(page.get_by_role("row", name=re.compile("^Kaisla Kuovi"))).to_contain_text("110")
    expect(page.get_by_role("row", name=re.compile("Guest"))).to_contain_text("Samankaltainen nimi: tarkista")
    expect(page.get_by_role("row", name=re.compile("^Kimmo Kiuru"))).to_contain_text("Jo merkitty")
    check_page(page, "conference list, preview")
    page.get_by_label("Kuka on Läppäri 7?").select_option(label="Käki, Kaarina")
    page.get_by_role("button", name="Kirjaa läsnäolot luettelosta").click()
    expect(page.get_by_role("status")).to_contain_text("3 merkintää tuotu luettelosta.")

    expect(row_of(page, "Kuovi, Kaisla").get_by_role("radio", name="Läsnä")).to_be_checked()
    expect(row_of(page, "Käki, Kaarina").get_by_role("radio", name="Osittain")).to_be_checked()
    expect(row_of(page, "Käki, Kaarina").get_by_label("Minuutit")).to_have_value("30")
    expect(row_of(page, "Kiuru, Kimmo").get_by_role("radio", name="Läsnä")).to_be_checked()
    expect(page.get_by_role("main")).not_to_contain_text("Ulkopuolinen")
    page.get_by_role("button", name="Merkitse muut läsnä oleviksi ja tallenna").click()
    page.get_by_role("button", name="Lukitse läsnäolot").click()
    expect(page.get_by_role("status")).to_contain_text("Läsnäolot on lukittu.")


def test_a_correction_after_closing_has_its_actor_and_reason_without_javascript(site, visit, begun):
    page = visit("trainer", device="desktop", javascript=False)
    open_register(page, 2)
    page.get_by_text("Avaa lista muutoksia varten").click()
    page.get_by_label("Miksi lista avataan?").fill("Viherpeippo oli paikalla")
    page.get_by_role("button", name="Avaa lista").click()
    expect(page.get_by_role("status")).to_contain_text("Läsnäololista on avattu.")
    row = row_of(page, "Viherpeippo, Veera")
    row.get_by_role("radio", name="Osittain").check()
    row.get_by_label("Minuutit").fill("999")
    row.get_by_label("Huomautus").fill("Lähti junaan")
    page.get_by_role("button", name="Tallenna läsnäolot").click()
    expect(page.get_by_role("alert")).to_contain_text("Mitään ei ole vielä tallennettu")
    expect(row).to_contain_text("Kerta kesti")
    expect(row.get_by_label("Huomautus")).to_have_value("Lähti junaan")
    row.get_by_label("Minuutit").fill("45")
    page.get_by_role("button", name="Tallenna läsnäolot").click()
    expect(page.get_by_role("alert")).to_contain_text("Kirjoita muutoksen syy")
    expect(row.get_by_label("Minuutit")).to_have_value("45")
    page.get_by_label("Muutoksen syy").fill("Lähti kesken kerran")
    page.get_by_role("button", name="Tallenna läsnäolot").click()
    expect(page.get_by_role("status")).to_contain_text("1 merkintä tallennettu.")
    page.get_by_role("button", name="Lukitse läsnäolot").click()

    trail = part(page, "Muutokset")
    for words in ("Viherpeippo oli paikalla", "Lähti kesken kerran", "Veera Viherpeippo", "Hilla Huuhkaja"):
        expect(trail).to_contain_text(words)
    trainee = sign_in_person(visit(), site, "viherpeippo")
    trainee.goto(f"{LEARN}/kerta/2/")
    expect(own_attendance(trainee)).to_contain_text("Osittain 45 min")


def test_a_certificate_stands_when_attendance_is_corrected_and_the_trainer_is_told(visit, check_page):
    page = visit("trainer", device="desktop")
    page.goto("/kouluttaja/kevat-2026/lasnaolo/2/")
    page.get_by_text("Avaa lista muutoksia varten").click()
    page.get_by_label("Miksi lista avataan?").fill("Nimilista löytyi")
    page.get_by_role("button", name="Avaa lista", exact=True).click()
    row_of(page, "Naakka, Niilo").get_by_role("radio", name="Poissa").check()
    page.get_by_label("Muutoksen syy").fill("Nimilistan mukaan poissa")
    page.get_by_role("button", name="Tallenna läsnäolot").click()
    expect(page.get_by_role("status")).to_contain_text("1 merkintä tallennettu.")
    page.get_by_role("button", name="Lukitse läsnäolot").click()

    page.goto("/ilmoitukset/")
    expect(page.get_by_role("main")).to_contain_text("Läsnäoloa on korjattu todistuksen myöntämisen jälkeen")
    page.goto("/kouluttaja/kevat-2026/todistukset/")
    expect(part(page, re.compile("^Myönnetty"))).to_contain_text("Niilo Naakka")
