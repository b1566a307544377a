"""K6: a trainer grants exceptions; everything waived asks for a second person, one's own is refused."""

import re
from datetime import date, timedelta

from e2e.people import sign_in_person
from e2e.steps import checklist_row, part
from playwright.sync_api import Page, expect

RUN = "/kouluttaja/syksy-2026/"
SPRING = "/kouluttaja/kevat-2027/"
REASON = "Sovittu puhelimessa: 400 sanaa ja keskustelu"


def soon(days: int = 30) -> str:
    return (date.today() + timedelta(days=days)).isoformat()


def open_person(page: Page, person: str, run: str = RUN) -> None:
    page.goto(f"{run}edistyminen/")
    page.get_by_role("link", name=person).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(person)


def open_form(page: Page) -> None:
    if not page.get_by_label("Perustelu").is_visible():
        page.get_by_text("Myönnä poikkeus").first.click()


def grant(page: Page, condition: str, kind: str, *, until: str = "", reason: str = REASON) -> None:
    open_form(page)
    page.get_by_role("radio", name=re.compile(f"^{kind}:")).check()
    page.get_by_label("Ehto", exact=True).select_option(label=condition)
    page.get_by_label("Viimeinen päivä").fill(until)
    page.get_by_label("Perustelu").fill(reason)
    page.get_by_role("button", name="Myönnä poikkeus").click()


def condition_row(page: Page, title: str):
    return part(page, "Matka todistukseen").get_by_role("listitem").filter(has_text=title)


def test_make_up_work_is_agreed_seen_by_the_trainee_listed_and_accepted(visit, site, check_page):
    trainer = visit("trainer", device="desktop")
    open_person(trainer, "Satu Satakieli")
    grant(trainer, "Reflektiot", "Korvaava tehtävä")
    expect(trainer.get_by_role("alert")).to_contain_text("Anna päivä, johon asti aikaa on.")
    expect(trainer.get_by_label("Perustelu")).to_have_value(REASON)
    check_page(trainer, "an exception without its last day")
    trainer.get_by_label("Viimeinen päivä").fill("2020-01-01")
    trainer.get_by_role("button", name="Myönnä poikkeus").click()
    expect(trainer.get_by_role("alert")).to_contain_text("Viimeinen päivä on jo mennyt.")
    trainer.get_by_label("Viimeinen päivä").fill(soon())
    trainer.get_by_role("button", name="Myönnä poikkeus").click()
    expect(trainer.get_by_role("status").filter(has_text="Poikkeus on myönnetty.")).to_be_visible()
    expect(condition_row(trainer, "Reflektiot")).to_contain_text("poikkeus")
    check_page(trainer, "a trainee with an exception")

    trainee = sign_in_person(visit(), site, "satakieli")
    trainee.goto("/oppi/")
    row = checklist_row(trainee, "Reflektiot")
    expect(row).to_contain_text("poikkeus")
    expect(row).to_contain_text("Korvaava tehtävä viimeistään")
    expect(row).to_contain_text(REASON)

    trainer.get_by_role("link", name="Toteutuksen kaikki poikkeukset").click()
    listed = (
        trainer.get_by_role("main").get_by_role("listitem").filter(has_text="Satu Satakieli").filter(has_text=REASON)
    )
    expect(listed).to_contain_text("Korvaava tehtävä tekemättä")
    expect(listed).to_contain_text(REASON)
    check_page(trainer, "exceptions of a run")
    listed.get_by_role("link").click()
    trainer.get_by_role("button", name="Hyväksy korvaava tehtävä").click()
    expect(trainer.get_by_role("status").filter(has_text="Korvaava tehtävä on hyväksytty.")).to_be_visible()
    trainee.reload()
    expect(checklist_row(trainee, "Reflektiot")).to_contain_text("Kunnossa")


def test_when_everything_is_waived_a_second_person_has_to_agree(visit, check_page):
    trainer = visit("trainer", device="desktop", javascript=False)
    open_person(trainer, "Mikko Metso")
    lacking = part(trainer, "Matka todistukseen").locator(".checklist > li:not(.is-done) .checklist__title")
    titles = [title for title in lacking.all_inner_texts() if "vahvistus" not in title]
    for title in titles[:-1]:
        grant(trainer, title, "Vapautus")
        expect(trainer.get_by_role("status").filter(has_text="Poikkeus on myönnetty.")).to_be_visible()
    grant(trainer, titles[-1], "Hyväksiluku", reason="Ohjannut ryhmiä kymmenen vuotta")
    expect(trainer.get_by_role("main")).to_contain_text("toisen on vahvistettava se")
    waiting = part(trainer, "Poikkeukset").get_by_role("listitem").filter(has_text=titles[-1])
    expect(waiting).to_contain_text("Odottaa toisen vahvistusta")
    expect(waiting.get_by_role("button", name=re.compile("^Vahvista poikkeus"))).to_have_count(0)
    expect(condition_row(trainer, titles[-1])).to_contain_text("Puuttuu vielä")

    coordinator = visit("coordinator")
    coordinator.goto(f"{RUN}poikkeukset/?tila=odottaa")
    coordinator.get_by_role("main").get_by_role("link", name="Mikko Metso").click()
    coordinator.get_by_role("button", name=re.compile("^Vahvista poikkeus")).click()
    expect(coordinator.get_by_role("status").filter(has_text="Poikkeus on vahvistettu.")).to_be_visible()
    expect(condition_row(coordinator, titles[-1])).to_contain_text("Hyväksiluettu: Ohjannut ryhmiä kymmenen vuotta")
    check_page(coordinator, "everything waived, two people agreed")


def test_one_assignment_waived_shows_on_the_checklist_at_once(visit, site, check_page):
    trainer, trainee = visit("trainer", device="desktop"), sign_in_person(visit(), site, "viherpeippo")
    trainee.goto("/oppi/")
    expect(checklist_row(trainee, "Reflektiot")).not_to_contain_text("poikkeus")
    trainer.goto(f"{RUN}tehtavat/reflektio-3/")
    trainer.get_by_role("main").get_by_role("link", name=re.compile("Veera Viherpeippo")).first.click()
    trainer.get_by_role("radio", name="vapautus tehtävästä").check()
    trainer.get_by_role("button", name="Tallenna poikkeus").click()
    expect(trainer.get_by_role("alert")).to_contain_text("Kirjoita perustelu.")
    trainer.get_by_label("Perustelu").fill("Sama työ on tehty toisessa koulutuksessa")
    trainer.get_by_role("button", name="Tallenna poikkeus").click()
    expect(trainer.get_by_role("heading", name="Voimassa oleva poikkeus")).to_be_visible()
    trainee.reload()
    row = checklist_row(trainee, "Reflektiot")
    expect(row).to_contain_text("poikkeus")
    expect(row).to_contain_text("vapautus (Sama työ on tehty toisessa koulutuksessa)")
    check_page(trainee, "home with one assignment waived")
    trainer.goto(f"{RUN}poikkeukset/")
    expect(part(trainer, "Yksittäisistä tehtävistä sovittu")).to_contain_text(
        "Sama työ on tehty toisessa koulutuksessa"
    )
    check_page(trainer, "exceptions with one assignment waived")


def test_nobody_grants_their_own(visit, site):
    """The trainer enrolls in a run that she works in herself, and is accepted."""
    trainer, coordinator = visit("trainer", device="desktop"), visit("coordinator", device="desktop")
    trainer.goto("/ilmoittaudu/kevat-2027/")
    trainer.get_by_label("Sitoudun kokoamaan ja ohjaamaan oman ryhmän koulutuksen aikana").check()
    trainer.get_by_role("button", name=re.compile("^(Ilmoittaudu|Lähetä)")).click()
    coordinator.goto("/koordinaattori/kevat-2027/hakemukset/")
    waiting = coordinator.get_by_role("main").get_by_role("listitem").filter(has_text="Huuhkaja")
    waiting.get_by_role("button", name=re.compile("^Hyväksy")).click()
    open_person(trainer, "Hilla Huuhkaja", SPRING)
    expect(part(trainer, "Poikkeukset")).to_contain_text("Tämä on oma ilmoittautumisesi.")
    expect(trainer.get_by_text("Myönnä poikkeus")).to_have_count(0)
    refused = trainer.request.post(
        f"{trainer.url}poikkeus/",
        form={
            "csrfmiddlewaretoken": trainer.locator("input[name=csrfmiddlewaretoken]").first.input_value(),
            "kind": "waived", "condition": "price", "reason": "Oma", "until": "",
        },
        headers={"Referer": trainer.url},
    )  # fmt: skip
    assert refused.status == 422
    assert "Omaan ilmoittautumiseen ei voi myöntää poikkeusta." in refused.text()
