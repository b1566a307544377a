"""A facilitator plans a row of meetings, prepares one and holds it with the phone in hand."""

from datetime import date, timedelta

from e2e.looking import press, tab_to
from e2e.people import sign_in_person
from e2e.steps import part
from playwright.sync_api import Page, expect


def open_group(page: Page, site) -> str:
    """Sign the facilitator of a group in that no other story of this file changes, and open the group's meetings."""
    sign_in_person(page, site, "paasky")
    page.goto("/ryhmat/")
    page.get_by_role("main").get_by_role("link", name="Saunapolku").click()
    return page.url


def independence_day() -> date:
    """Return the next 6 December that is still to come."""
    today = date.today()
    day = date(today.year, 12, 6)
    return day if day > today + timedelta(days=1) else date(today.year + 1, 12, 6)


def test_a_series_is_planned_by_keyboard_with_its_holidays_seen(visit, site, check_page):
    page = visit()
    group = open_group(page, site)
    page.goto(f"{group}tapaamiset/")
    check_page(page, "meetings of a group with its buttons")
    press(page, page.get_by_role("link", name="Suunnittele sarja"))
    check_page(page, "a series being planned")
    page.get_by_label("Ensimmäinen päivä").fill(independence_day().isoformat())
    page.get_by_label("Alkaa klo").fill("17:30")
    tab_to(page, page.get_by_label("Kuinka usein"))
    page.get_by_label("Montako tapaamista").fill("3")
    page.get_by_role("radio", name="kokemusten vaihto").check()
    page.get_by_role("radio", name="etänä").check()
    page.get_by_label("Tapaamispohja").select_option(label="M6 EtäTyöpeili")
    page.get_by_label("Etälinkki").fill("https://kokous.example/huone")
    page.get_by_label("Varapuhelin").fill("044 555 0100")
    press(page, page.get_by_role("button", name="Näytä päivät"))
    expect(part(page, "Sarjan päivät").get_by_text("Itsenäisyyspäivä")).to_be_visible()
    check_page(page, "days of a series with a holiday")
    page.get_by_role("checkbox").first.uncheck()
    press(page, page.get_by_role("button", name="Tallenna tapaamiset"))
    expect(page.get_by_role("status").filter(has_text="2 tapaamista on suunniteltu.")).to_be_visible()
    rows = page.get_by_role("main").get_by_role("listitem").filter(has_text="klo 17.30–19.30")
    expect(rows).to_have_count(2)

    rows.last.get_by_role("link").click()
    expect(page.get_by_text("sarjassa 1 tapaaminen tämän jälkeen")).to_be_visible()
    check_page(page, "a meeting of a series")
    page.get_by_text("Aika, paikka ja laji").click()
    page.get_by_label("Alkaa klo").fill("18:00")
    page.get_by_role("radio", name="tätä ja sarjan seuraavia").check()
    page.get_by_role("button", name="Tallenna tapaaminen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("klo 18–20")
    page.goto(f"{group}tapaamiset/")
    expect(page.get_by_role("main").get_by_role("listitem").filter(has_text="klo 18–20")).to_have_count(2)
    prepare_and_hold(page, check_page)


def prepare_and_hold(page: Page, check_page) -> None:
    """The meeting's running order, its checklist, its screen."""
    page.get_by_role("main").get_by_role("listitem").filter(has_text="klo 18–20").last.get_by_role("link").click()
    meeting = page.url
    page.get_by_role("link", name="Muokkaa kulkua").click()
    check_page(page, "a running order being changed")
    page.get_by_role("button", name="Lisää vaihe").click()
    last = page.get_by_role("listitem").filter(has=page.get_by_label("Mitä tehdään")).last
    last.get_by_label("Minuutit").fill("30")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    last.get_by_label("Mitä tehdään").fill("Kahvit etänä")
    last.get_by_role("button", name="Ylös").click()
    page.get_by_role("button", name="Tallenna kulku").last.click()
    expect(part(page, "Kulku").get_by_role("listitem")).to_have_count(7)

    page.get_by_role("link", name="Muistilista").click()
    page.get_by_role("button", name="Lisää tavalliset").click()
    tick = page.get_by_role("button", name="Ääni ja kuva kokeiltu", exact=True)
    tick.click()
    expect(tick).to_have_attribute("aria-pressed", "true")
    check_page(page, "a checklist")
    page.reload()
    expect(tick).to_have_attribute("aria-pressed", "true")

    page.goto(meeting)
    press(page, page.get_by_role("link", name="Avaa ohjaajan näkymä"))
    expect(page.get_by_role("button", name="Aloita nyt")).to_be_visible()
    page.context.set_offline(True)
    press(page, page.get_by_role("button", name="Aloita nyt"))
    expect(page.locator("[data-part]")).to_have_text("Ääni ja kuva")
    expect(page.locator("[data-left]")).to_have_text("8")
    page.get_by_role("button", name="Seuraava osa").click()
    expect(page.locator("[data-part]")).to_have_text("Kuulumiskierros")
    basket = page.locator("details", has_text="Sulkee")
    basket.locator("summary").click()
    press(page, basket.get_by_role("button", name="Seuraava"))
    expect(page.get_by_text("Mikä on pienin teko ennen ensi kertaa?")).to_be_visible()
    expect(page.get_by_text("Minkä ajatuksen viet mukanasi?")).to_be_hidden()
    page.context.set_offline(False)
    check_page(page, "the screen of a meeting")


def test_ticks_the_calendar_and_the_end_work_without_javascript(visit, site, check_page):
    page = visit(javascript=False)
    group = open_group(page, site)
    page.goto(f"{group}tapaamiset/uusi/?pohja=kokemusten-vaihto")
    page.get_by_label("Päivä").fill((date.today() + timedelta(days=9)).isoformat())
    page.get_by_label("Alkaa klo").fill("16:00")
    page.get_by_role("button", name="Tallenna tapaaminen").click()
    page.goto(f"{group}tapaamiset/")
    page.get_by_role("main").get_by_role("listitem").filter(has_text="klo 16–18").get_by_role("link").click()
    meeting = page.url
    page.get_by_role("link", name="Muistilista").click()
    page.get_by_label("Lisää hoidettava asia").fill("Avaimet toimistolta")
    page.get_by_role("button", name="Lisää listalle").click()
    tick = page.get_by_role("button", name="Avaimet toimistolta", exact=True)
    tick.click()
    expect(tick).to_have_attribute("aria-pressed", "true")
    page.goto(f"{meeting}ohjaa/")
    expect(page.get_by_text("16.00")).to_be_visible()
    page.get_by_text("Kokoaa").click()
    expect(page.get_by_text("Mikä yllätti?")).to_be_visible()

    page.goto(f"{group}kalenteri/")
    page.get_by_role("button", name="Avaa kalenteri").click()
    address = page.get_by_label("Osoite", exact=True).input_value()
    stranger = visit(javascript=False)
    body = stranger.request.get(address).text()
    assert body.startswith("BEGIN:VCALENDAR")
    assert "Saunapolku" not in body
    page.get_by_role("button", name="Vaihda osoite uuteen").click()
    assert stranger.request.get(address).status == 404

    look = sign_in_person(visit(), site, "paasky")
    for name in ("kalenteri/", "paatostapaaminen/"):
        look.goto(f"{group}{name}")
        check_page(look, f"a group's {name}")
    look.get_by_role("link", name="Päätä ryhmä").last.click()
    expect(look.get_by_role("heading", level=1)).to_have_text("Päätä ryhmä")
