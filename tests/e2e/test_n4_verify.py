"""N4: anybody checks a paper or a file, in three languages, without an account and without a cookie."""

import base64
import re

import pytest
from playwright.sync_api import Page, expect

COMPARE = "/tarkista/tiedosto/"
DROP = """(zone, [name, content]) => {
    const bytes = Uint8Array.from(atob(content), sign => sign.charCodeAt(0))
    const given = new DataTransfer()
    given.items.add(new File([bytes], name, {type: "application/pdf"}))
    zone.dispatchEvent(new DragEvent("drop", {dataTransfer: given, bubbles: true, cancelable: true}))
}"""


@pytest.fixture(scope="module")
def code(site):
    return site.urls["verify"].strip("/").removeprefix("t/")


@pytest.fixture(scope="module")
def original(site, browser):
    """The file as an advisor has it from the holder."""
    context = browser.new_context(base_url=site.base_url, storage_state=site.folder / "cookies-advisor.json")
    answer = context.request.get(site.urls["certificate_pdf"])
    assert answer.ok, answer.status
    file = answer.body()
    context.close()
    return file


@pytest.fixture
def files(original):
    """The same file, one with a sign changed, and one that we have never made."""
    place = len(original) // 2
    return {
        "same": original,
        "altered": original[:place] + bytes([original[place] ^ 1]) + original[place + 1 :],
        "not ours": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n",
    }


def expect_no_cookies(page: Page) -> None:
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def typed_by_people(code: str) -> list[str]:
    """Return the code as people type it: in small letters, with spaces or hyphens, with look-alikes."""
    groups = [code[start : start + 4] for start in range(0, len(code), 4)]
    look_alike = code.translate(str.maketrans({"0": "O", "1": "l"}))
    return [code, " ".join(groups).lower(), "-".join(groups), f"  {look_alike} ", " – ".join(groups).lower()]


def test_a_code_is_typed_in_many_ways_and_found(visit, check_page, code):
    page = visit()
    page.goto("/tarkista/")
    check_page(page, "check a certificate")
    for typed in typed_by_people(code):
        page.goto("/tarkista/")
        page.get_by_label("Vahvistuskoodi").fill(typed)
        page.get_by_label("Vahvistuskoodi").press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Todistus on aito ja voimassa")
        expect(page).to_have_url(re.compile(f"/t/{code}/$"))
    check_page(page, "a certificate that is valid")
    expect_no_cookies(page)


def test_a_phone_reads_holder_course_hours_days_and_state_from_the_code_of_the_paper(visit, code):
    page = visit()
    answer = page.goto(f"/T/{code}/")
    assert answer.status == 200
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert "set-cookie" not in answer.headers
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex, nofollow")
    told = page.get_by_role("main")
    for fact in ("Niilo Naakka", "Työpeili-ohjaajakoulutus", "12 tuntia", "TP-", "aito ja voimassa"):
        expect(told).to_contain_text(fact)
    expect(told).to_contain_text(re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}"))
    expect(told).not_to_contain_text("@")
    expect_no_cookies(page)


@pytest.mark.parametrize(
    ("language", "name", "verdict"),
    [
        ("sv", "Svenska", "Intyget är äkta och giltigt"),
        ("en", "English", "The certificate is genuine and valid"),
        ("fi", "Suomi", "Todistus on aito ja voimassa"),
    ],
)
def test_the_answer_reads_in_three_languages(visit, check_page, code, language, name, verdict):
    page = visit(device="desktop")
    page.goto(f"/t/{code}/?lang={'fi' if language != 'fi' else 'en'}")
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("heading", level=1)).to_have_text(verdict)
    expect(page.get_by_role("main")).to_contain_text("Niilo Naakka")
    check_page(page, f"answer in {language}")
    expect_no_cookies(page)


def test_an_unknown_code_gets_a_neutral_answer(visit, check_page):
    page = visit()
    assert page.goto("/t/0000000000000000000000000000/").status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Emme löydä todistusta")
    expect(page.get_by_role("main")).not_to_contain_text("väärenn")
    check_page(page, "unknown code")
    page.goto("/tarkista/")
    page.get_by_label("Vahvistuskoodi").fill("ABC")
    page.get_by_role("main").get_by_role("button", name="Tarkista").click()
    expect(page.get_by_role("alert")).to_contain_text("Koodissa on 28 merkkiä.")
    expect(page.get_by_label("Vahvistuskoodi")).to_have_value("ABC")
    check_page(page, "code too short")
    expect_no_cookies(page)


@pytest.mark.parametrize(
    ("sort", "verdict"),
    [
        ("same", "Tiedosto on sama kuin myönnetty"),
        ("altered", "Tiedostoa on muutettu"),
        ("not ours", "Tiedosto ei ole meiltä"),
    ],
)
def test_a_file_is_dropped_and_never_leaves_the_browser(visit, check_page, files, sort, verdict):
    page = visit(device="desktop")
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.post_data)))
    page.goto("/tarkista/")
    zone = page.locator("[data-compare]")
    content = base64.b64encode(files[sort]).decode()
    zone.evaluate(DROP, [sort, content])
    expect(page.get_by_role("heading", level=1)).to_have_text(verdict)
    expect(zone).to_have_count(0)
    assert {method for method, _ in sent} == {"GET"}
    check_page(page, f"dropped file: {sort}")
    expect_no_cookies(page)


@pytest.mark.parametrize(("sort", "words"), [("same", "sama kuin myönnetty"), ("altered", "Sitä on muutettu")])
def test_a_file_is_compared_with_the_certificate_whose_page_is_open(visit, files, code, sort, words):
    page = visit()
    page.goto(f"/t/{code}/")
    given = {"name": "todistus.pdf", "mimeType": "application/pdf", "buffer": files[sort]}
    page.get_by_label("tai valitse tiedosto").set_input_files(given)
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()
    expect_no_cookies(page)


@pytest.mark.parametrize(
    ("sort", "verdict"),
    [
        ("same", "Tiedosto on sama kuin myönnetty"),
        ("altered", "Tiedostoa on muutettu"),
        ("not ours", "Tiedosto ei ole meiltä"),
    ],
)
def test_without_javascript_the_server_compares_and_keeps_nothing(visit, site, files, code, sort, verdict):
    page = visit(javascript=False)
    page.goto(f"/t/{code}/")
    expect(page.locator("[data-compare]")).to_be_hidden()
    page.get_by_role("link", name="Vertaa tiedostoa palvelimella").click()
    given = {"name": "todistus.pdf", "mimeType": "application/pdf", "buffer": files[sort]}
    kept = sorted(path for path in (site.folder / "uploads").rglob("*") if path.is_file())
    page.get_by_label("Todistuksen PDF-tiedosto").set_input_files(given)
    page.get_by_role("button", name="Vertaa tiedostoa").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(verdict)
    assert sorted(path for path in (site.folder / "uploads").rglob("*") if path.is_file()) == kept
    assert page.context.cookies() == []


@pytest.mark.parametrize(
    ("content", "answer"),
    [
        (b"", "Tiedosto on tyhjä."),
        (b"PK\x03\x04", "Tiedosto ei ole PDF."),
        (b"%PDF-1.7\n" + b"x" * (20 * 1024 * 1024), "Tiedosto on liian suuri."),
    ],
    ids=["empty", "no PDF", "too large"],
)
def test_a_file_that_cannot_be_compared_is_told_so_at_once(visit, tmp_path, content, answer):
    page = visit()
    page.goto("/tarkista/")
    file = tmp_path / "todistus.pdf"  # as a file on disk, as a large one takes a minute on its way to the browser
    file.write_bytes(content)
    page.get_by_label("tai valitse tiedosto").set_input_files(file)
    expect(page.get_by_role("status").filter(has_text=answer)).to_be_visible()
    expect_no_cookies(page)


def test_a_file_with_a_password_is_told_so(visit, code, check_page):
    given = {"name": "todistus.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n<< /Encrypt 5 0 R >>"}
    page = visit()
    page.goto(f"/t/{code}/")
    page.get_by_label("tai valitse tiedosto").set_input_files(given)
    expect(page.get_by_role("status").filter(has_text="suojattu salasanalla")).to_be_visible()
    page.goto("/tarkista/")
    page.get_by_label("tai valitse tiedosto").set_input_files(given)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tiedosto on suojattu salasanalla")
    check_page(page, "a file with a password")
    expect_no_cookies(page)


def test_what_is_no_pdf_is_told_so(visit):
    page = visit(javascript=False)
    page.goto(COMPARE)
    page.get_by_label("Todistuksen PDF-tiedosto").set_input_files(
        {"name": "todistus.pdf", "mimeType": "application/pdf", "buffer": b"<script>alert(1)</script>"}
    )
    page.get_by_role("button", name="Vertaa tiedostoa").click()
    expect(page.get_by_role("alert")).to_contain_text("Tiedosto ei ole PDF.")
    assert page.context.cookies() == []
