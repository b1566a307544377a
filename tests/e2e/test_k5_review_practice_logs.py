"""K5: a trainer reads what waits, the oldest first, and answers; the author is told once."""

import re

from e2e.looking import press
from e2e.people import sign_in_person
from playwright.sync_api import Page, expect

INBOX = "/kouluttaja/odottaa/"
DAYS = re.compile(r"(\d+) päivä")


def open_entry(page: Page, person: str, kind: str) -> None:
    """Open the oldest thing of this kind that a person has sent."""
    page.goto(INBOX)
    row = page.get_by_role("main").get_by_role("listitem").filter(has_text=person).filter(has_text=kind)
    row.first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(person)


def count_notices(page: Page, subject: str) -> int:
    page.goto("/ilmoitukset/")
    return page.get_by_role("main").get_by_text(subject, exact=True).count()


def test_what_waits_is_listed_with_calls_for_help_first_and_then_the_oldest(visit, check_page):
    page = visit("trainer", device="desktop")
    page.goto("/kouluttaja/")
    check_page(page, "trainer's desk")
    page.goto(INBOX)
    rows = page.get_by_role("main").get_by_role("listitem").filter(has=page.get_by_role("heading"))
    expect(rows).to_have_count(6)
    expect(page.get_by_role("main")).to_contain_text("6 työtä odottaa.")
    texts = rows.all_inner_texts()
    asked = ["Pyytää apua" in text for text in texts]
    assert asked == [True] + [False] * 5
    days = [int(DAYS.search(text)[1]) for text in texts]
    assert days[1:] == sorted(days[1:], reverse=True)
    assert days[1] > days[-1]
    expect(rows.nth(1)).to_contain_text("Odottanut pitkään")
    expect(rows.last).to_contain_text("Odottaa")
    check_page(page, "inbox")


def test_a_log_is_acknowledged_with_a_comment_and_its_author_is_told_once(site, visit, check_page):
    author = sign_in_person(visit(), site, "kaki")
    before = count_notices(author, "Tapaamiskirjauksesi on kuitattu")
    page, late = visit("trainer", device="desktop"), visit("trainer", device="desktop")
    for window in (page, late):
        open_entry(window, "Kaarina Käki", "Tapaamiskirjaus")
    check_page(page, "log to be read")
    page.get_by_label("Kommentti ohjaajalle").fill("Selkeä rytmi. Mitä kokeilet seuraavaksi?")
    page.get_by_role("button", name="Kuittaa luetuksi").click()
    expect(page.get_by_role("main")).to_contain_text("Kirjaus on kuitattu.")
    expect(page.get_by_role("button", name="Kuittaa luetuksi")).to_have_count(0)
    check_page(page, "log that has been read")
    press(page, page.get_by_role("link", name="Avaa seuraava"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tuomas Töyhtöhyyppä")
    late.get_by_role("button", name="Kuittaa luetuksi").click()
    expect(late.get_by_role("main")).to_contain_text("Mitä kokeilet seuraavaksi?")

    page.goto(INBOX)
    expect(page.get_by_role("main")).to_contain_text("5 työtä odottaa.")
    expect(page.get_by_role("main")).not_to_contain_text("Kaarina Käki")
    page.goto("/kouluttaja/syksy-2026/ryhmat/")
    check_page(page, "groups of a run")
    page.get_by_role("link", name="Majakka").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Majakka")
    expect(page.get_by_role("region", name="Tapaamiset").get_by_role("listitem")).to_have_count(3)
    check_page(page, "timeline of a group")

    assert count_notices(author, "Tapaamiskirjauksesi on kuitattu") == before + 1
    author.get_by_role("link", name="Tapaamiskirjauksesi on kuitattu").first.click()
    expect(author.get_by_role("main")).to_contain_text("Selkeä rytmi. Mitä kokeilet seuraavaksi?")


def test_a_log_is_returned_with_the_reason(site, visit):
    page = visit("trainer", javascript=False)
    open_entry(page, "Petra Pääsky", "Tapaamiskirjaus")
    page.get_by_role("button", name="Palauta täydennettäväksi").click()
    expect(page.get_by_role("alert")).to_contain_text("Kirjoita, mitä kirjauksessa pitää täydentää.")
    page.get_by_label("Kommentti ohjaajalle").fill("Kerro vielä, miten luottamuksesta muistutettiin.")
    page.get_by_role("button", name="Palauta täydennettäväksi").click()
    expect(page.get_by_role("main")).to_contain_text("Kirjaus on palautettu täydennettäväksi.")

    author = sign_in_person(visit(), site, "paasky")
    assert count_notices(author, "Täydennä tapaamiskirjausta") == 1
    author.get_by_role("link", name="Täydennä tapaamiskirjausta").click()
    expect(author.get_by_role("main")).to_contain_text("Kerro vielä, miten luottamuksesta muistutettiin.")


def test_reflections_are_accepted_and_returned_one_after_another(site, visit, check_page):
    page = visit("trainer", device="desktop")
    open_entry(page, "Satu Satakieli", "Reflektio")
    check_page(page, "reflection to be read")
    page.get_by_role("textbox", name="Palautteesi").fill("Kuvasit hiljaisuuden tarkasti.")
    page.get_by_role("button", name="Hyväksy").click()
    expect(page.get_by_role("main")).to_contain_text("Hyväksytty. Osallistujalle on kerrottu.")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Lauri Lehtopöllö")
    page.get_by_role("button", name="Palauta täydennettäväksi").click()
    expect(page.get_by_role("alert")).to_be_focused()
    check_page(page, "reflection that lacks feedback")
    page.get_by_role("textbox", name="Palautteesi").fill("Kerro yksi hetki omasta ohjauksestasi.")
    page.get_by_role("button", name="Palauta täydennettäväksi").click()
    expect(page.get_by_role("main")).to_contain_text("Palautettu täydennettäväksi.")

    author = sign_in_person(visit(), site, "lehtopollo")
    author.goto("/oppi/syksy-2026/reflektio-2/")
    expect(author.get_by_role("main")).to_contain_text("Kerro yksi hetki omasta ohjauksestasi.")
    assert count_notices(author, "Reflektiosi on täydennettävä") == 1
    expect(author.get_by_role("main")).not_to_contain_text("Kerro yksi hetki")


def test_a_trainer_of_another_run_finds_none_of_it(site, visit):
    own = visit("trainer")
    own.goto(INBOX)
    paths = [link.get_attribute("href") for link in own.locator("main li h2 a").all()]
    own.goto("/kouluttaja/syksy-2026/ryhmat/")
    paths.append(own.get_by_role("link", name="Saunapolku").get_attribute("href"))
    assert len(paths) > 2
    other = sign_in_person(visit(), site, "teeri")
    for path in paths:
        assert other.goto(path).status == 404, path
        expect(other.locator("body")).not_to_contain_text(re.compile("Satakieli|Pääsky|Töyhtöhyyppä|Saunapolku"))
    other.goto(INBOX)
    expect(other.get_by_role("main")).to_contain_text("Kaikki on luettu")
