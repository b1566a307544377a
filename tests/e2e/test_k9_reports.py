"""K9: reports of a run and of a project, narrowed, taken along as files that say the same; nothing tells of few."""

import csv
import io
import re
import sqlite3
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

PROJECTS = "/koordinaattori/hankkeet/"
RUN_REPORT = "/kouluttaja/syksy-2026/raportit/osallistujat/"
FORGOTTEN = "DELETE FROM reporting_toldtables"
IN_RAUMA = """
UPDATE groups_peergroup SET municipality = '684' WHERE id IN (
  SELECT link.group_id FROM groups_groupfacilitator link JOIN courses_enrolment taken ON link.enrolment_id = taken.id
  JOIN courses_courserun run ON taken.run_id = run.id
  WHERE run.slug = 'syksy-2026' ORDER BY link.id LIMIT {count})
"""


def change(site, *statements: str) -> None:
    """Let groups and payers be where the story needs them."""
    with sqlite3.connect(site.folder / "db.sqlite3", timeout=20) as database:
        for statement in statements:
            database.execute(statement)
    database.close()


def settle(site, *, in_rauma: int) -> None:
    """Put everybody into Pori, but for so many of the autumn."""
    pori = "SELECT id FROM accounts_organisation WHERE slug = 'lansirannan-yrityspolku'"
    change(
        site,
        f"UPDATE courses_enrolment SET payer_id = ({pori})",
        "UPDATE groups_peergroup SET municipality = '609'",
        IN_RAUMA.format(count=in_rauma),
    )


def rows_of(page: Page, table: str) -> dict[str, list[str]]:
    """Return the rows of one table of a report, by their first cell."""
    rows = page.locator(f'table:has(caption:text-is("{table}")) tbody tr').all()
    cells = [row.locator("th, td").all_inner_texts() for row in rows]
    return {first: rest for first, *rest in cells}


def open_report(page: Page, title: str) -> None:
    page.get_by_role("heading", level=2, name=title, exact=True).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def download(page: Page, link: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=link).click()
    return Path(waiting.value.path()).read_bytes()


def expect_nothing_of_few(page: Page) -> None:
    texts = page.get_by_role("main").locator("td.number").all_inner_texts()
    assert texts
    assert [text for text in texts if text in ("1", "2", "3", "4")] == []


def narrow(page: Page, label: str) -> None:
    page.get_by_label("Rajaa").select_option(label=label)
    page.get_by_role("button", name="Näytä").click()


def test_a_coordinator_reports_a_run_and_its_project(site, visit, check_page):
    settle(site, in_rauma=5)
    change(site, FORGOTTEN)
    page = visit("coordinator", device="desktop")
    page.goto("/kouluttaja/syksy-2026/aikataulu/")
    page.get_by_role("navigation", name="Toteutuksen sivut").get_by_role("link", name="Raportit").click()
    check_page(page, "reports of a run")
    open_report(page, "Osallistujat")
    expect_nothing_of_few(page)
    narrow(page, "Rauma")
    shown = rows_of(page, "Osallistujat")
    assert shown["Yhteensä"] == ["5"]
    expect_nothing_of_few(page)
    sheet = load_workbook(io.BytesIO(download(page, "Lataa XLSX"))).worksheets[1]
    assert {row[0].value: [str(row[1].value)] for row in sheet.iter_rows(min_row=3)} == shown
    lines = list(csv.reader(download(page, "Lataa CSV").decode("utf-8-sig").splitlines(), delimiter=";"))
    assert ["Yhteensä", "5"] in lines
    assert ["Rajaus", "Rauma"] in lines

    # One of them moves: the rest are too few, and today's figures less yesterday's would tell who it was.
    settle(site, in_rauma=4)
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Osa taulukoista on aiemman tilanteen mukaan")
    assert rows_of(page, "Osallistujat")["Yhteensä"] == ["5"]
    check_page(page, "figures of an earlier time")
    change(site, FORGOTTEN)  # as if nobody had looked before: they could be told by subtracting Pori from all
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Näin tarkkaa lukua ei näytetä")
    assert page.get_by_label("Rajaa").locator("option").all_inner_texts() == ["Koko toteutus"]
    check_page(page, "a place of few")
    for asked in ("kunta:609", "kunta:684", "kunta:999", "%00x", "a" * 300):
        assert page.request.get(f"/kouluttaja/syksy-2026/raportit/osallistujat.csv?rajaus={asked}").status == 404
    settle(site, in_rauma=5)
    change(site, FORGOTTEN)

    page.goto("/koordinaattori/")
    page.get_by_role("link", name="Hankkeet").first.click()
    check_page(page, "funding projects")
    page.get_by_role("main").get_by_role("link", name="Rannan voimavarat").click()
    open_report(page, "Osallistujat")
    everybody = int(rows_of(page, "Osallistujat")["Yhteensä"][0])
    by_run = rows_of(page, "Toteutuksen mukaan")
    assert sum(int(count[0]) for name, count in by_run.items() if name != "Yhteensä") == everybody == 20
    answers = rows_of(page, "Sukupuoli")
    assert {"En halua vastata", "Tieto puuttuu"} <= set(answers)
    expect_nothing_of_few(page)
    check_page(page, "participants of a project")

    page.get_by_role("link", name=re.compile("Raportit")).click()
    open_report(page, "Suunniteltu ja toteutunut")
    page.get_by_role("link", name="Muuta suunniteltuja lukuja").click()
    check_page(page, "facts of a project")
    page.get_by_role("spinbutton", name="Henkilöt").fill("-5")
    page.get_by_role("button", name="Tallenna hanke").click()
    expect(page.get_by_role("alert")).to_contain_text("Henkilöt")
    page.get_by_role("spinbutton", name="Henkilöt").fill("200")
    page.get_by_role("button", name="Tallenna hanke").click()
    open_report(page, "Suunniteltu ja toteutunut")
    planned, real, share = rows_of(page, "Suunniteltu ja toteutunut")["Henkilöt"]
    assert (planned, share) == ("200", str(round(int(real) / 2)))

    page.get_by_role("link", name=re.compile("Raportit")).click()
    open_report(page, "EURA-täsmäytys")
    sums = {name: int(cells[0]) for name, cells in rows_of(page, "Yhteenveto").items()}
    assert sums["Aloitustiedot annettu"] + sums["Aloitustiedot puuttuvat"] == sums["Osallistujia"] == 20
    named = rows_of(page, "Osallistujat")
    assert sum(cells[1] == "puuttuu" for cells in named.values()) == sums["Aloitustiedot puuttuvat"]
    text = download(page, "Lataa CSV").decode("utf-8-sig")
    assert not re.search(r"\d{6}[-+A]\d{3}[0-9A-Y]", text)


def test_others_see_their_run_or_nothing(visit):
    page = visit("trainer")
    page.goto("/kouluttaja/syksy-2026/raportit/ryhmat/")
    assert rows_of(page, "Ryhmätoiminta")
    for log_words in ("Puhe jää", "hiljaisempikin", "Kävely vapautti"):
        assert log_words not in page.request.get("/kouluttaja/syksy-2026/raportit/ryhmat.csv").text()
    assert page.request.get(PROJECTS).status == 404
    assert page.request.get("/kouluttaja/syksy-2026/raportit/eura/").status == 404
    trainee = visit("trainee")
    assert trainee.request.get(RUN_REPORT).status == 404
    assert "/tili/login/" in visit().request.get(RUN_REPORT).url
