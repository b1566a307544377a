"""K10: a run is closed when all is handled or left, opened again, and a restored backup brings nobody back."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing

from e2e.serving import ROOT, copy_demo, environment
from e2e.steps import part
from playwright.sync_api import Page, expect

CLOSING = "/kouluttaja/kevat-2026/sulkeminen/"


def ask(site, sql: str, *values: object) -> list[tuple]:
    with closing(sqlite3.connect(site.folder / "db.sqlite3", timeout=20)) as database, database:
        return database.execute(sql, values).fetchall()


def told(page: Page, text: str) -> None:
    expect(page.get_by_role("status").filter(has_text=text)).to_be_visible()


def open_a_register(site) -> None:
    ask(
        site,
        "UPDATE courses_session SET state = 'held', locked_at = NULL WHERE position = 2 AND run_id ="
        " (SELECT id FROM courses_courserun WHERE slug = 'kevat-2026')",
    )


def test_a_run_is_closed_and_opened_again(site, visit, check_page):
    open_a_register(site)
    code = ask(site, "SELECT code FROM certificates_certificate WHERE state = 'issued' LIMIT 1")[0][0]
    page = visit("coordinator", device="desktop")
    page.goto("/kouluttaja/kevat-2026/edistyminen/")
    page.get_by_role("link", name="Toteutus on pidetty: sulje se").click()
    check_page(page, "a run before it is closed")

    # What is open has to be handled or left, with a reason.
    expect(page.get_by_role("button", name="Sulje toteutus")).to_have_count(0)
    expect(part(page, "Sulje toteutus")).to_contain_text("2 osallistujan jatkoa ei ole ratkaistu.")
    ends = part(page, re.compile("^Auki olevat asiat"))
    ends.get_by_role("checkbox").first.check()
    ends.get_by_role("button", name="Jätä valitut näin").click()
    expect(page.get_by_role("alert")).to_contain_text("Tarkista yksi kohta")
    expect(ends.get_by_role("checkbox").first).to_be_checked()
    for box in ends.get_by_role("checkbox").all():
        box.check()
    page.get_by_label("Miksi nämä jätetään näin?").fill("Lista löytyi vasta kevään jälkeen.")
    ends.get_by_role("button", name="Jätä valitut näin").click()
    expect(ends).to_contain_text("Lista löytyi vasta kevään jälkeen.")

    # Who has met everything is not ended; who has not goes on elsewhere and keeps the sessions once.
    people = part(page, re.compile("^Keskeneräiset osallistujat"))
    people.get_by_role("checkbox", name="Pirkko Peippo").check()
    people.get_by_role("button", name="Päätä valittujen koulutus").click()
    expect(page.get_by_role("alert")).to_contain_text("myönnä ensin todistus: Pirkko Peippo")
    people.get_by_role("button", name="Jätä valitut näin").click()
    told(page, "1 osallistujan jatko on ratkaistu.")
    people.get_by_role("checkbox").check()
    people.get_by_label("Toteutus, jossa jatkavat").select_option(index=1)
    people.get_by_role("button", name="Siirrä valitut jatkamaan").click()
    expect(people).to_contain_text("jatkaa toisessa toteutuksessa")
    credits = "SELECT COUNT(*), COUNT(DISTINCT earned_in_id) FROM courses_sessioncredit"
    assert ask(site, credits) == [(4, 4)]  # a register that was left open earns nothing

    groups = part(page, re.compile("^Ryhmien jatko"))
    groups.get_by_role("button", name="Tallenna ryhmien jatko").click()
    expect(groups).to_contain_text("jatkuu alumniryhmänä")

    # The dry run, and the closing that starts the clocks.
    expect(part(page, "Mitä poistetaan ja milloin")).to_contain_text("Reflektiot liitteineen ja palautteineen")
    page.get_by_role("button", name="Sulje toteutus").click()
    told(page, "Toteutus on suljettu. Säilytysajat alkoivat kulua.")
    check_page(page, "a closed run")
    # A certificate of the run is as genuine as before.
    stranger = page.request.get(f"/tarkista/?koodi={code}")
    assert "Todistus on aito ja voimassa" in stranger.text()

    page.get_by_role("link", name="Kaikkien tietojen säilytysajat").click()
    expect(page.get_by_role("main")).to_contain_text("Tilit, joille ei ole kirjauduttu")
    check_page(page, "how long everything is kept")

    page.goto(CLOSING)
    page.get_by_label("Miksi toteutus avataan uudelleen?").fill("Yksi todistus jäi myöntämättä.")
    page.get_by_role("button", name="Avaa toteutus uudelleen").click()
    told(page, "Toteutus on taas auki.")
    expect(part(page, "Aiemmat sulkemiset")).to_contain_text("Yksi todistus jäi myöntämättä.")
    expect(part(page, re.compile("^Keskeneräiset osallistujat"))).to_contain_text("Pirkko Peippo")


def manage(folder, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(folder, PEILI_EMBEDDED_WORKER="0"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


ERASE = """
from accounts.leaving import erase_account
from accounts.models import User
from django.utils import timezone
erase_account(user=User.objects.get(email="sorsa@peili.example"), at=timezone.now())
"""


def test_a_restored_backup_erases_again_whom_it_brought_back(demo, tmp_path):
    site = copy_demo(demo, tmp_path / "data")
    there = "SELECT COUNT(*) FROM accounts_user WHERE email = 'sorsa@peili.example'"
    live, backup = site.folder / "db.sqlite3", tmp_path / "backup.sqlite3"
    with closing(sqlite3.connect(live)) as source, closing(sqlite3.connect(backup)) as target:
        source.backup(target)
    manage(site.folder, "shell", "-c", ERASE)
    assert ask(site, there) == [(0,)]
    for old in site.folder.glob("db.sqlite3*"):
        old.unlink()
    backup.rename(live)
    assert ask(site, there) == [(1,)]
    assert "person: 1" in manage(site.folder, "replay_erasures")
    assert ask(site, there) == [(0,)]
    people = "SELECT COUNT(*) FROM accounts_user WHERE anonymized_at IS NOT NULL"
    assert ask(site, people) == [(1,)]
