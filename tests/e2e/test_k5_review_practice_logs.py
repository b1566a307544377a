"""K5: a trainer works through what waits, the oldest first, with the mouse or without; the author is told once."""

import re
import sqlite3

from e2e.looking import press
from e2e.people import sign_in_person
from e2e.steps import part
from playwright.sync_api import Page, expect

INBOX = "/kouluttaja/odottaa/"
DAYS = re.compile(r"(\d+) päivä")


def rows_of(page: Page):
    return page.get_by_role("main").get_by_role("listitem").filter(has=page.get_by_role("heading"))


def open_entry(page: Page, person: str, kind: str) -> None:
    """Open the oldest thing of this kind that a person has sent."""
    page.goto(INBOX)
    rows_of(page).filter(has_text=person).filter(has_text=kind).first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(person)


def count_notices(page: Page, subject: str) -> int:
    page.goto("/ilmoitukset/")
    return page.get_by_role("main").get_by_text(subject, exact=True).count()


def count_mails(page: Page, to: str, subject: str) -> int:
    page.goto("/postilaatikko/")
    return page.get_by_role("listitem").filter(has_text=to).filter(has_text=subject).count()


def change_staff(site, statement: str) -> None:
    """Let somebody outside the pages change who trains in the run, as an administrator would."""
    with sqlite3.connect(site.folder / "db.sqlite3", timeout=20) as database:
        database.execute(statement)
    database.close()


def test_every_badge_counts_the_rows_it_leads_to_and_the_oldest_is_first(visit, check_page):
    page = visit("trainer", device="desktop")
    page.goto("/kouluttaja/")
    check_page(page, "trainer's desk")
    page.goto(INBOX)
    expect(page.get_by_role("main")).to_contain_text("7 työtä odottaa. Vanhin on ensin.")
    days = [int(DAYS.search(text)[1]) for text in rows_of(page).all_inner_texts()]
    assert days == sorted(days, reverse=True)
    tabs = page.get_by_role("navigation", name="Mitä näytetään").get_by_role("link")
    for number, name in enumerate(("Kaikki", "Uudet", "Viipyneet", "Pyytää apua")):
        tab = tabs.nth(number)
        expect(tab).to_contain_text(name)
        count = int(tab.locator(".count").inner_text())
        tab.click()
        expect(tabs.nth(number)).to_have_attribute("aria-current", "page")
        expect(rows_of(page)).to_have_count(count)
    check_page(page, "inbox, asks for help")
    page.goto(INBOX + "?nayta=viipyneet")
    assert all(int(DAYS.search(text)[1]) > 35 for text in rows_of(page).all_inner_texts())
    page.goto(INBOX)
    check_page(page, "inbox")


def test_reflections_are_read_and_answered_from_the_keyboard(site, visit, check_page):
    page = visit("trainer", device="desktop")
    page.goto(INBOX)
    press(page, rows_of(page).first.get_by_role("link"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Satu Satakieli")
    for name in ("Teksti", "Palaute ja ratkaisu"):
        expect(part(page, name)).to_be_visible()
    for name in ("Hyväksytty, kun", "Palautteen kaava", "Pikanäppäimet"):
        expect(page.get_by_role("heading", name=name)).to_be_visible()
    check_page(page, "reflection to be read")

    page.locator("h1").click()
    page.keyboard.press("p")  # nothing is returned without a word: the key leads to where it is written
    feedback = page.get_by_role("textbox", name="Palautteesi")
    expect(feedback).to_be_focused()
    page.keyboard.type("Kuvasit hiljaisuuden. Hyvin perusteltu.")  # h, p and s are letters here
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("main")).to_contain_text("Hyväksytty. Osallistujalle on kerrottu.")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Lauri Lehtopöllö")
    page.get_by_role("button", name="Kirjainnäppäimet ovat käytössä").click()
    page.locator("h1").click()
    page.keyboard.press("s")
    page.keyboard.press("h")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lauri Lehtopöllö")
    page.reload()
    page.get_by_role("button", name="Kirjainnäppäimet ovat pois käytöstä").click()
    page.locator("h1").click()
    page.keyboard.press("s")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tuomas Töyhtöhyyppä")
    page.keyboard.press("o")
    expect(page.get_by_role("heading", level=1)).to_have_text("Odottaa sinua")

    author = sign_in_person(visit(), site, "satakieli")
    assert count_notices(author, "Reflektiosi on hyväksytty") == 1
    assert count_mails(author, "satakieli@", "Reflektiosi on hyväksytty") == 0  # waits for the digest


def test_a_reflection_is_returned_with_what_is_missing_and_its_author_must_act(site, visit, check_page):
    page = visit("trainer", device="desktop")
    open_entry(page, "Lauri Lehtopöllö", "Reflektio")
    page.get_by_role("button", name="Palauta täydennettäväksi").click()
    expect(page.get_by_role("alert")).to_be_focused()
    check_page(page, "reflection that lacks feedback")
    page.get_by_role("textbox", name="Palautteesi").fill("Kerro yksi hetki omasta ohjauksestasi.")
    page.get_by_role("button", name="Palauta täydennettäväksi").click()
    expect(page.get_by_role("main")).to_contain_text("Palautettu täydennettäväksi.")

    author = sign_in_person(visit(), site, "lehtopollo")
    assert count_mails(author, "lehtopollo@", "Reflektiosi on täydennettävä") == 1
    assert count_notices(author, "Reflektiosi on täydennettävä") == 1
    author.goto("/oppi/syksy-2026/reflektio-2/")
    expect(author.get_by_role("main")).to_contain_text("Kerro yksi hetki omasta ohjauksestasi.")


def test_a_log_is_acknowledged_once_and_politely_twice(site, visit, check_page):
    author = sign_in_person(visit(), site, "kaki")
    before = count_notices(author, "Tapaamiskirjauksesi on kuitattu")
    page, late = visit("trainer", device="desktop"), visit("trainer", device="desktop")
    for window in (page, late):
        open_entry(window, "Kaarina Käki", "Tapaamiskirjaus")
    check_page(page, "log to be read")
    page.get_by_label("Kommentti ohjaajalle").fill("Selkeä rytmi. Mitä kokeilet seuraavaksi?")
    page.get_by_role("button", name="Kuittaa luetuksi").click()
    expect(page.get_by_role("main")).to_contain_text("Kirjaus on kuitattu.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Petra Pääsky")  # what waits next

    late.get_by_role("button", name="Kuittaa luetuksi").click()
    expect(late.get_by_role("main")).to_contain_text("on jo kuitannut tämän kirjauksen. Mitään ei muuttunut.")
    expect(late.get_by_role("main")).to_contain_text("Mitä kokeilet seuraavaksi?")
    check_page(late, "log that has been read")
    late.get_by_role("link", name="Ryhmän kaikki tapaamiset").click()
    expect(part(late, "Tapaamiset").get_by_role("listitem")).not_to_have_count(0)
    check_page(late, "timeline of a group")

    assert count_notices(author, "Tapaamiskirjauksesi on kuitattu") == before + 1
    author.get_by_role("link", name="Tapaamiskirjauksesi on kuitattu").first.click()
    expect(author.get_by_role("main")).to_contain_text("Selkeä rytmi. Mitä kokeilet seuraavaksi?")


def test_a_log_is_returned_with_the_reason_without_scripts(site, visit):
    page = visit("trainer", javascript=False)
    open_entry(page, "Petra Pääsky", "Tapaamiskirjaus")
    page.get_by_role("button", name="Palauta täydennettäväksi").click()
    expect(page.get_by_role("alert")).to_contain_text("Kirjoita, mitä kirjauksessa pitää täydentää.")
    page.get_by_label("Kommentti ohjaajalle").fill("Kerro vielä, miten luottamuksesta muistutettiin.")
    page.get_by_role("button", name="Palauta täydennettäväksi").click()
    expect(page.get_by_role("main")).to_contain_text("Kirjaus on palautettu täydennettäväksi.")

    author = sign_in_person(visit(), site, "paasky")
    assert count_notices(author, "Täydennä tapaamiskirjausta") == 1
    assert count_mails(author, "paasky@", "Täydennä tapaamiskirjausta") == 1


def test_two_trainers_see_each_other_and_one_who_is_taken_off_sees_nothing(site, visit):
    own = visit("trainer", device="desktop")
    own.goto(INBOX)
    hrefs = [link.get_attribute("href") for link in own.locator("main li h2 a").all()]
    paths = [href for href in hrefs if "/ehdokkaat/" not in href]  # candidates are the course's, not the run's
    own.goto("/kouluttaja/syksy-2026/ryhmat/")
    paths.append(own.get_by_role("link", name="Saunapolku").get_attribute("href"))
    assert len(paths) > 2
    own.goto(paths[0])
    other = sign_in_person(visit(), site, "teeri")
    expect_nothing(other, paths)  # a trainer of another run

    change_staff(
        site,
        "INSERT INTO courses_runstaff (run_id, user_id, role, since) SELECT r.id, u.id, 'trainer', datetime('now') "
        "FROM courses_courserun r, accounts_user u WHERE r.slug = 'syksy-2026' AND u.email = 'teeri@peili.example'",
    )
    other.goto(paths[0])
    expect(other.get_by_role("main")).to_contain_text("Hilla Huuhkaja lukee tätä parhaillaan")
    other.goto(INBOX)
    expect(rows_of(other).filter(has_text="Hilla Huuhkaja lukee")).to_have_count(1)

    change_staff(
        site,
        "UPDATE courses_runstaff SET ended_at = datetime('now') WHERE run_id = (SELECT id FROM courses_courserun "
        "WHERE slug = 'syksy-2026') AND user_id = (SELECT id FROM accounts_user WHERE email = 'teeri@peili.example')",
    )
    expect_nothing(other, paths)


def expect_nothing(page: Page, paths: list[str]) -> None:
    for path in paths:
        assert page.goto(path).status == 404, path
        expect(page.locator("body")).not_to_contain_text(re.compile("Satakieli|Pääsky|Töyhtöhyyppä|Saunapolku"))
    page.goto(INBOX)
    expect(rows_of(page)).to_have_count(1)
    expect(rows_of(page)).to_contain_text("Saara Sääksi")
