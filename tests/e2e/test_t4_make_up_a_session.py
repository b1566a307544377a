"""T4: a trainee checks in, sees what was marked by whom, and makes up for the session they missed."""

import re
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from e2e.people import sign_in_person
from e2e.steps import checklist_row, part
from playwright.sync_api import Locator, Page, expect

RUN = "/kouluttaja/syksy-2026"
LEARN = "/oppi/syksy-2026"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def own_attendance(page: Page) -> Locator:
    return page.locator("dt:has-text('Läsnäolosi') + dd")


@pytest.fixture(scope="module")
def begun(site):
    """Time has passed: the fourth session began five minutes ago."""
    start = datetime.now(UTC) - timedelta(minutes=5)
    with sqlite3.connect(site.folder / "db.sqlite3", timeout=20) as database:
        database.execute(
            "UPDATE courses_session SET starts_at = ? WHERE position = 4 AND run_id ="
            " (SELECT id FROM courses_courserun WHERE slug = 'syksy-2026')",
            (start.strftime("%Y-%m-%d %H:%M:%S"),),
        )
    database.close()


def test_a_trainee_checks_in_with_the_code_that_holds_now(site, visit, check_page, begun):
    trainer, trainee = visit("trainer", device="desktop"), sign_in_person(visit(), site, "punarinta")
    trainer.goto(f"{RUN}/kerta/4/")
    trainer.get_by_role("button", name="Avaa läsnäolokoodi").click()
    code = trainer.locator(".check-in-code").inner_text()
    check_page(trainer, "a session with its code")

    trainee.goto(f"{LEARN}/kerta/4/")
    check_page(trainee, "a session that asks for the code")
    trainee.get_by_label("Kouluttajan näyttämä koodi").fill("000000" if code != "000000" else "111111")
    trainee.get_by_role("button", name="Olen paikalla").click()
    expect(trainee.get_by_role("main")).to_contain_text("Koodi ei ole oikea.")
    trainee.get_by_label("Kouluttajan näyttämä koodi").fill(f"{code[:3]} {code[3:]}")
    trainee.get_by_role("button", name="Olen paikalla").click()
    expect(own_attendance(trainee)).to_have_text("Olet kirjautunut")

    trainer.get_by_role("button", name="Sulje koodi").click()
    trainer.get_by_role("link", name="Kirjaa läsnäolot").click()
    row = trainer.get_by_role("group", name="Punarinta, Pekka")
    expect(row.get_by_role("radio", name="Läsnä")).to_be_checked()


def test_a_missed_session_is_made_up(site, visit, check_page):
    trainee = sign_in_person(visit(), site, "satakieli")
    trainee.goto(f"{LEARN}/kerta/3/")
    expect(own_attendance(trainee)).to_contain_text("Poissa")
    expect(own_attendance(trainee)).to_contain_text("Merkinnyt Hilla Huuhkaja")
    check_page(trainee, "a session that was missed")
    trainee.get_by_role("link", name="Tee korvaava tehtävä").click()
    check_page(trainee, "make-up work, offered")

    send = trainee.get_by_role("button", name="Lähetä korvaava tehtävä")
    send.click()
    expect(trainee.locator(".form-errors")).to_contain_text("Kirjoita vastaus tai lisää tiedosto.")
    for name, content in (("tyo.exe", b"MZ\x90\x00" * 40), ("tyo.exe.pdf", b"MZ\x90\x00" * 40), ("tyo.pdf", b"")):
        trainee.get_by_label("Vastauksesi").fill("Kolmas kerta jäi väliin.")
        file = {"name": name, "mimeType": "application/pdf", "buffer": content}
        trainee.get_by_label(re.compile("^Tiedosto")).set_input_files(file)
        send.click()
        expect(trainee.locator(".form-errors")).to_be_focused()
        expect(trainee.get_by_label("Vastauksesi")).to_have_value("Kolmas kerta jäi väliin.")
    file = {"name": "korvaava.pdf", "mimeType": "application/pdf", "buffer": PDF}
    trainee.get_by_label(re.compile("^Tiedosto")).set_input_files(file)
    send.dblclick()
    expect(trainee.get_by_role("main")).to_contain_text("Odottaa kuittausta")
    check_page(trainee, "make-up work, sent")

    trainer = visit("trainer", device="desktop")
    trainer.goto(site.urls["review_inbox"])
    trainer.get_by_role("main").get_by_role("link", name=re.compile("Kerta 3")).first.click()
    expect(trainer.get_by_role("heading", level=1)).to_have_text("Satu Satakieli")
    expect(trainer.get_by_role("main")).to_contain_text("Kolmas kerta jäi väliin.")
    with trainer.expect_download() as promised:
        trainer.get_by_role("link", name="korvaava.pdf").click()
    assert promised.value.suggested_filename == "korvaava.pdf"
    check_page(trainer, "make-up work, review")
    trainer.get_by_label("Kommentti").fill("Hyvin pohdittu.")
    trainer.get_by_role("button", name="Hyväksy").click()
    expect(trainer.get_by_role("status")).to_contain_text("kerta on korvattu")

    trainee.goto(f"{LEARN}/kerta/3/")
    expect(own_attendance(trainee)).to_contain_text("Korvattu")
    trainee.goto("/oppi/")
    expect(checklist_row(trainee, "Koulutuskerrat")).not_to_contain_text("Korvattavana")
    expect(part(trainee, "Koulutuskerrat")).to_be_visible()


def test_after_the_last_day_only_a_trainer_can_give_more_time(site, visit, check_page):
    with sqlite3.connect(site.folder / "db.sqlite3", timeout=20) as database:
        database.execute(
            "UPDATE courses_makeup SET due_at = offered_at WHERE enrolment_id = (SELECT e.id FROM courses_enrolment e"
            " JOIN accounts_user u ON u.id = e.user_id WHERE u.email = 'joutsen@peili.example')"
        )
    database.close()
    trainee = sign_in_person(visit(javascript=False), site, "joutsen")
    trainee.goto(f"{LEARN}/kerta/3/korvaus/")
    expect(trainee.get_by_role("main")).to_contain_text("Määräaika on ohi")
    expect(trainee.get_by_role("button", name="Lähetä korvaava tehtävä")).to_have_count(0)

    trainer = visit("trainer", device="desktop")
    trainer.goto(f"{RUN}/kerta/3/")
    part(trainer, "Korvaavat tehtävät").get_by_role("link", name="Jaana Joutsen").click()
    trainer.get_by_text("Anna lisäaikaa").first.click()
    trainer.get_by_label("Uusi määräpäivä").fill((datetime.now(UTC) + timedelta(days=9)).strftime("%Y-%m-%d"))
    trainer.get_by_role("button", name="Anna lisäaikaa").click()
    expect(trainer.get_by_role("status")).to_contain_text("lisää aikaa")

    trainee.reload()
    expect(trainee.get_by_role("button", name="Lähetä korvaava tehtävä")).to_be_visible()
