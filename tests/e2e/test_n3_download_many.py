"""N3: many certificates as one ZIP with its list: at once, or put together in the background for who asked."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest
from e2e.many import share_many
from e2e.people import sign_in_person
from e2e.steps import reload_until
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

HOME = "/neuvoja/lansirannan-yrityspolku/"
NAME = re.compile(r"^[^ /\\]+_TP-\d{4}-\d+\.pdf$")


@pytest.fixture(scope="module", autouse=True)
def _forty(site):
    share_many(site, "lansirannan-yrityspolku", 37)


def download(page: Page, link: str | re.Pattern) -> tuple[str, zipfile.ZipFile]:
    with page.expect_download() as waiting:
        page.get_by_role("main").get_by_role("link", name=link).click()
    read = zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert read.testzip() is None
    return waiting.value.suggested_filename, read


def listed(read: zipfile.ZipFile) -> list[dict]:
    text = io.StringIO(read.read("luettelo.csv").decode("utf-8-sig"), newline="")
    rows = list(csv.DictReader(text, delimiter=";"))
    sheet = load_workbook(io.BytesIO(read.read("luettelo.xlsx"))).active
    assert [row[4].value for row in sheet.iter_rows(min_row=2)] == [row["Numero"] for row in rows]
    return rows


def test_the_whole_filtered_set_comes_with_a_list(visit, check_page):
    page = visit("advisor", device="desktop")
    page.goto(HOME)
    expect(page.get_by_role("main")).to_contain_text("Näet 40 ohjaajaa")
    name, read = download(page, "Lataa 40 todistusta (ZIP)")
    assert re.fullmatch(r"todistukset-lansirannan-yrityspolku-\d{4}-\d\d-\d\d\.zip", name)
    pdfs = [entry for entry in read.namelist() if entry.endswith(".pdf")]
    assert len(set(pdfs)) == 40
    assert all(NAME.match(entry) for entry in pdfs)
    assert sum(entry.startswith("Ranta_Kuovi_") for entry in pdfs) == 37  # people of the same name stay apart
    assert {row["Tiedosto"] for row in listed(read)} == set(pdfs)

    page.get_by_label("Kunta").select_option(label="Rauma")
    page.get_by_role("button", name="Hae").click()
    expect(page.get_by_role("heading", level=2, name="1 osuma")).to_be_visible()
    check_page(page, "certificates of one municipality")
    _name, read = download(page, "Lataa 1 todistus (ZIP)")
    assert [entry[:13] for entry in read.namelist() if entry.endswith(".pdf")] == ["Naakka_Niilo_"]
    # Pressed again after an interruption it is the same.
    _name, again = download(page, "Lataa 1 todistus (ZIP)")
    assert again.namelist() == read.namelist()


def test_no_hits_give_a_message_and_no_empty_file(visit):
    page = visit("advisor", javascript=False)
    page.goto(f"{HOME}?haku=ei-ketaan")
    expect(page.get_by_role("main").get_by_role("link", name="ZIP")).to_have_count(0)
    page.goto(f"{HOME}zip/?haku=ei-ketaan")
    expect(page).to_have_url(re.compile("haku=ei-ketaan"))
    expect(page.get_by_role("status").first).to_contain_text("ZIP-tiedostoa ei tehty")


def test_more_than_two_hundred_are_put_together_in_the_background(site, visit, check_page):
    share_many(site, "lansirannan-yrityspolku", 170)
    page = visit("advisor", device="desktop")
    page.goto(HOME)
    page.get_by_role("link", name="Pyydä 210 todistusta ZIP-pakettina").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("210 todistusta ZIP-pakettina")
    expect(page.get_by_role("main")).to_contain_text("Näet 210 ohjaajaa")
    check_page(page, "a large package")
    page.get_by_role("button", name="Kokoa paketti").click()
    expect(page.get_by_role("link", name="Lataa ZIP")).to_be_visible(timeout=30_000)  # without a reload by hand
    check_page(page, "a large package is ready")
    _name, read = download(page, "Lataa ZIP")
    assert len(read.namelist()) == 212
    ready = page.url

    # The forwarded link is worth nothing: not to a colleague, and not without signing in.
    colleague = sign_in_person(visit(), site, "haahka")
    colleague.goto(HOME)
    colleague.get_by_label("Lupaan pitää tiedot luottamuksellisina").check()
    colleague.get_by_role("button", name="Anna lupaus ja jatka").click()
    for address in (ready, f"{ready}lataa/"):
        assert colleague.goto(address).status == 404
    stranger = visit()
    stranger.goto(f"{ready}lataa/")
    expect(stranger).to_have_url(re.compile("/tili/login/"))

    # A share that is withdrawn now is not in the package that was ready before.
    holder = sign_in_person(visit(), site, "tikli")
    holder.goto("/todistukset/")
    holder.get_by_role("heading", level=2).get_by_role("link").click()
    holder.get_by_role("button", name="Peru jako – Länsirannan Yrityspolku").click()
    expect(holder.get_by_role("main")).to_contain_text("Jako on peruttu.")
    expect(holder.get_by_role("region", name="Avaukset ja lataukset")).to_contain_text("ladattu ZIP-paketissa")
    _name, read = download(page, "Lataa ZIP")
    assert len(read.namelist()) == 211
    assert not any("Tikli" in entry for entry in read.namelist())
    assert "Tikli" not in read.read("luettelo.csv").decode()


def test_without_javascript_a_reload_follows_the_work(visit):
    page = visit("advisor", javascript=False)
    page.goto(f"{HOME}zip/?tila=voimassa")
    page.get_by_role("button", name="Kokoa paketti").click()
    reload_until(page, page.get_by_role("link", name="Lataa ZIP"))
