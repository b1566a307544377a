"""T3: a trainee studies: reads, watches, answers a quiz with feedback, hands in a reflection; on whatever device."""

import re
from pathlib import Path

import pytest
import yaml
from e2e.browsing import PATIENCE
from e2e.looking import press, tab_to
from e2e.people import sign_in_person
from e2e.steps import checklist_row
from playwright.sync_api import Locator, Page, expect

ROOT = Path(__file__).resolve().parents[2]
LEARN = "/oppi/syksy-2026"
QUESTIONS = yaml.safe_load((ROOT / "site/demo/curriculum/kerta-1/1-5-tarkistuskysymykset.yaml").read_text())[
    "questions"
]
THOUGHT = "Pysähdyin kuuntelemaan ja huomasin, että hiljaisuus auttoi enemmän kuin yksikään neuvo. "
REFLECTION = THOUGHT * 20  # 220 words


def expect_studied(page: Page, count: int) -> None:
    """The home tells how many parts have been studied."""
    page.goto("/oppi/")
    expect(checklist_row(page, "Verkko-osiot")).to_contain_text(f"{count}/24 tehty")


def expect_done(page: Page) -> None:
    expect(page.get_by_role("main").get_by_text("Suoritettu", exact=True)).to_be_visible()


def test_reading_is_marked_done_by_keyboard_and_seen_on_another_device(visit, site, check_page):
    phone, desktop = visit(), visit(device="desktop")
    sign_in_person(phone, site, "metso")
    sign_in_person(desktop, site, "metso")
    expect_studied(phone, 4)

    desktop.goto(f"{LEARN}/")
    press(desktop, desktop.get_by_role("link", name="2.1 Sopiva sekoitus"))
    expect(desktop.get_by_role("heading", level=1)).to_have_text("2.1 Sopiva sekoitus")
    check_page(desktop, "a reading")
    tab_to(desktop, desktop.get_by_label("Oma kysymyksesi seuraavalle kerralle"))
    desktop.keyboard.type("Mistä tiedän, että ryhmä on sopivan kokoinen?")
    press(desktop, desktop.get_by_role("button", name="Merkitse luetuksi"))
    expect_done(desktop)
    expect(desktop.get_by_role("progressbar", name="Kerran osioista tehty")).to_have_attribute("value", "1")

    expect_studied(phone, 5)
    phone.goto(f"{LEARN}/sopiva-sekoitus/")
    expect_done(phone)
    expect(phone.get_by_label("Oma kysymyksesi")).to_have_value("Mistä tiedän, että ryhmä on sopivan kokoinen?")


def test_a_question_to_oneself_and_the_place_go_along_to_another_device(visit, site, check_page):
    phone, desktop = visit(), visit(device="desktop")
    sign_in_person(phone, site, "joutsen")
    sign_in_person(desktop, site, "joutsen")
    phone.goto(f"{LEARN}/sopiva-sekoitus/")
    check = phone.get_by_role("group", name="Kaksi kampaajaa samasta kunnasta")
    check.get_by_label("Kysyn kummaltakin kahden kesken").check()
    with phone.expect_response(re.compile("/sopiva-sekoitus/kohta/")) as kept:
        phone.get_by_role("button", name="Katso palaute").click()
        expect(phone.get_by_text("Näin kumpikin voi vastata ilman perusteluja")).to_be_visible()
        phone.get_by_role("button", name="Vaihda vastaus").scroll_into_view_if_needed()
        phone.mouse.wheel(0, 400)
    assert kept.value.ok
    check_page(phone, "a question to oneself")

    desktop.goto(f"{LEARN}/sopiva-sekoitus/")
    expect(desktop.get_by_label("Kysyn kummaltakin kahden kesken")).to_be_checked()
    expect(desktop.get_by_text("Vain sinä näet vastauksesi.")).to_be_visible()
    trainer = visit("trainer", device="desktop")
    trainer.goto(f"{LEARN}/sopiva-sekoitus/")
    expect(trainer.get_by_text("Näin kumpikin voi vastata ilman perusteluja")).to_have_count(0)


def test_a_question_to_oneself_without_javascript(visit, site):
    page = visit(javascript=False)
    sign_in_person(page, site, "punarinta")
    page.goto(f"{LEARN}/sopiva-sekoitus/")
    page.get_by_label("Jätän molemmat pois").check()
    page.get_by_role("button", name="Katso palaute").click()
    expect(page.get_by_text("Raja koskee kilpailevaa paria, ei ihmistä.")).to_be_visible()


def test_a_closed_part_says_why_and_how_it_opens(visit, site):
    page = visit()
    sign_in_person(page, site, "satakieli")  # has no group of her own
    for rest in ("", "luettu/", "kohta/"):
        answer = page.goto(f"{LEARN}/hiljaisuus-ei-ole-tyhjaa/{rest}")
        assert answer
        assert answer.status == 403
        expect(page.get_by_role("heading", level=1)).to_have_text("Tämä osio ei ole vielä auki")
        expect(page.get_by_text("Avautuu, kun alat koota omaa ryhmääsi.")).to_be_visible()
    expect(page.get_by_role("link", name="Näin avaat sen")).to_be_visible()


def test_a_recording_that_cannot_be_fetched_leads_to_its_text(visit, site):
    page = visit()
    sign_in_person(page, site, "viherpeippo")
    page.route(
        re.compile("/tallenne/[^/]+/$"), lambda route: route.fulfill(status=200, content_type="video/mp4", body="")
    )
    page.goto(f"{LEARN}/mita-ilta-maksaa/")
    expect(page.get_by_text("Tallennetta ei voi juuri nyt toistaa.")).to_be_visible()
    expect(page.get_by_role("button", name="Olen lukenut tekstivastineen")).to_be_visible()


def wait_for(video: Locator, condition: str) -> None:
    """Wait for something inside the player; the strict policy forbids Playwright's own way to wait in the page."""
    looks = f"""player => new Promise((done, late) => {{
        const end = Date.now() + {PATIENCE}
        const next = () => Date.now() > end ? late("waited too long") : setTimeout(look, 50)
        const look = () => ({condition})(player) ? done() : next()
        look()
    }})"""
    video.evaluate(looks)


def test_a_video_has_captions_goes_on_elsewhere_and_has_a_text_instead(visit, site, check_page):
    phone, desktop = visit(), visit(device="desktop")
    sign_in_person(phone, site, "toyhtohyyppa")
    sign_in_person(desktop, site, "toyhtohyyppa")
    expect_studied(phone, 12)
    phone.goto(f"{LEARN}/mita-ilta-maksaa/")
    video = phone.locator("video")
    expect(video.locator("track[kind=captions][srclang=fi][default]")).to_have_count(1)
    check_page(phone, "a video")
    wait_for(video, "player => player.textTracks[0].cues?.length > 0")
    video.evaluate("player => { player.muted = true }")
    phone.get_by_role("navigation", name="Luvut").get_by_role("link").nth(1).click()
    wait_for(video, "player => player.currentTime > 26.5")  # the chapter begins at 25
    with phone.expect_response(re.compile("/mita-ilta-maksaa/katselu/")) as reported:
        video.evaluate("player => player.pause()")
    assert reported.value.ok
    expect(phone.get_by_role("progressbar", name="Katsottu osuus")).not_to_have_attribute("value", "0")

    desktop.goto(f"{LEARN}/mita-ilta-maksaa/")
    wait_for(desktop.locator("video"), "player => player.currentTime > 25")
    desktop.get_by_text("Tekstivastine", exact=True).click()
    desktop.get_by_role("button", name="Olen lukenut tekstivastineen").click()
    expect(desktop.get_by_text("Vielä oma kysymys, niin osio on suoritettu.").first).to_be_visible()
    desktop.get_by_label("Oma kysymyksesi seuraavalle kerralle").fill("Mistä summasta aloitan?")
    desktop.get_by_role("button", name="Tallenna kysymys").click()
    expect_done(desktop)
    expect_studied(phone, 13)


@pytest.mark.parametrize(("person", "javascript"), [("metso", True), ("toyhtohyyppa", False)])
def test_a_quiz_gives_feedback_and_is_passed_at_the_second_try(visit, site, check_page, person, javascript):
    page = visit(javascript=javascript)
    sign_in_person(page, site, person)
    page.goto(f"{LEARN}/tarkistuskysymykset-1/")
    begin(page)
    if javascript:
        check_page(page, "a quiz on its way")
    answer(page, rightly=False)
    expect(page.get_by_role("heading", name="Vielä vähän matkaa")).to_be_visible()
    expect(page.get_by_text("Ei aivan.").first).to_be_visible()
    expect(page.get_by_text(QUESTIONS[0]["options"][0]["feedback"])).to_be_visible()
    if javascript:
        check_page(page, "a quiz below the limit")
    begin(page)
    if javascript:
        close_and_open_without_a_connection(page)
    answer(page, rightly=True)
    expect(page.get_by_role("heading", name="Hyväksytty")).to_be_visible()
    expect(page.get_by_text("100 %", exact=True)).to_be_visible()
    expect_done(page)
    if javascript:
        check_page(page, "a quiz passed")


def close_and_open_without_a_connection(page: Page) -> None:
    """Answer in a tunnel and close the page: the answer waits in the browser and goes when it is opened again."""
    address, chosen = page.url, page.locator("#k1").get_by_label(QUESTIONS[0]["options"][0]["text"], exact=True)
    page.context.set_offline(True)
    page.evaluate("navigator.sendBeacon = () => false")  # Playwright's tunnel lets it through
    chosen.check()
    expect(page.get_by_text("Yhteys ei toimi.")).to_be_visible()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address)
    expect(chosen).to_be_checked()
    expect(page.locator("[data-status]")).to_contain_text("Tallennettu klo")
    page.wait_for_function("!Object.keys(localStorage).some(k => k.startsWith('peili-draft:'))")


def test_of_two_windows_the_later_answer_counts_and_handing_in_twice_changes_nothing(visit, site):
    first, second, phone = visit(device="desktop"), visit(device="desktop"), visit()
    stale = visit(device="desktop", javascript=False)
    for page in (first, second, phone, stale):
        sign_in_person(page, site, "kiuru")
    first.goto(f"{LEARN}/tarkistuskysymykset-1/")
    begin(first)
    address = first.url
    second.goto(address)
    options = QUESTIONS[0]["options"]
    first.locator("#k1").get_by_label(options[0]["text"], exact=True).check()
    expect(first.locator("[data-status]")).to_contain_text("Tallennettu klo")
    second.locator("#k1").get_by_label(options[1]["text"], exact=True).check()
    expect(second.locator("[data-status]")).to_contain_text("toisessa ikkunassa")

    phone.goto(address)  # another device goes on where the later window was
    expect(phone.locator("#k1").get_by_label(options[1]["text"], exact=True)).to_be_checked()

    stale.goto(address)
    second.get_by_role("button", name="Tarkista vastaukset").click()
    expect(second.get_by_role("heading", name=re.compile("kysymystä on vielä vastaamatta"))).to_be_visible()
    second.get_by_role("button", name="Tarkista silti").click()
    expect(second.get_by_role("heading", name="Vielä vähän matkaa")).to_be_visible()

    stale.locator("#k1").get_by_label(options[2]["text"], exact=True).check()  # a page that is out of date by now
    stale.get_by_role("button", name="Tarkista vastaukset").click()
    expect(stale.get_by_text("oli jo tarkistettu")).to_be_visible()
    expect(stale).to_have_url(second.url)

    second.go_back()
    second.goto(f"{LEARN}/tarkistuskysymykset-1/")
    expect(second.get_by_role("link", name=re.compile("^Yritys "))).to_have_count(number_of(address))


def number_of(address: str) -> int:
    """Return the number of the attempt at an address; so many there are, if it is the newest."""
    return int(address.rstrip("/").rpartition("/")[2])


def begin(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^(Aloita vastaaminen|Yritä uudelleen)$")).click()
    expect(page.get_by_text(f"Kysymys 1/{len(QUESTIONS)}")).to_be_visible()


def answer(page: Page, *, rightly: bool) -> None:
    """Answer every question by its text; a phone shows one question at a time."""
    onward = page.get_by_role("button", name="Seuraava kysymys")
    for number, question in enumerate(QUESTIONS, start=1):
        asked = page.locator(f"#k{number}")
        answer_one(asked, question, rightly=rightly)
        if onward.is_visible():
            onward.click()
    page.get_by_role("button", name="Tarkista vastaukset").click()
    expect(page).to_have_url(re.compile("/tarkistuskysymykset-1/.+"))


def answer_one(asked: Locator, question: dict, *, rightly: bool) -> None:
    expect(asked).to_contain_text(" ".join(question["text"].split()))
    if question["kind"] == "match":
        for pair in question["pairs"]:
            given = pair["answer"] if rightly else question["pairs"][0]["answer"]
            asked.get_by_label(pair["prompt"]).select_option(label=given)
        return
    if question["kind"] == "truefalse":
        asked.get_by_label("Oikein" if question["answer"] is rightly else "Väärin").check()
        return
    for option in question["options"]:
        if option.get("correct", False) is rightly:
            asked.get_by_label(option["text"], exact=True).check()
            if question["kind"] == "single":
                return


def test_a_draft_of_a_reflection_goes_on_elsewhere_and_is_handed_in(visit, site, check_page):
    phone, desktop = visit(), visit(device="desktop")
    sign_in_person(phone, site, "metso")
    sign_in_person(desktop, site, "metso")
    phone.goto(f"{LEARN}/reflektio-1/")
    phone.get_by_label("Tekstisi").fill(REFLECTION)
    expect(phone.get_by_role("main").get_by_text("220 sanaa")).to_be_visible()
    expect(phone.locator("[data-status]")).to_contain_text("tallennettu")

    desktop.goto(f"{LEARN}/reflektio-1/")
    expect(desktop.get_by_label("Tekstisi")).to_have_value(REFLECTION)
    check_page(desktop, "a reflection being written")
    desktop.get_by_role("button", name="Lähetä kouluttajalle").click()
    expect(desktop.get_by_text("Odottaa kouluttajaa")).to_be_visible()
    check_page(desktop, "a reflection handed in")
    phone.reload()
    expect(phone.get_by_text("Odottaa kouluttajaa")).to_be_visible()


def test_a_reflection_is_handed_in_without_javascript(visit, site):
    page = visit(javascript=False)
    sign_in_person(page, site, "tervapaasky")
    page.goto(f"{LEARN}/reflektio-2/")
    page.get_by_label("Tekstisi").fill(REFLECTION)
    page.get_by_role("button", name="Lähetä kouluttajalle").click()
    expect(page.get_by_text("Odottaa kouluttajaa")).to_be_visible()
