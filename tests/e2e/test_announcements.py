"""A trainer tells those without a group; the words around it are an editor's; the outbox says what went."""

from e2e.looking import press
from e2e.people import sign_in_person
from e2e.steps import latest_mail, part, reload_until
from playwright.sync_api import expect

MESSAGES = "/kouluttaja/syksy-2026/tiedotteet/"
TEMPLATES = "/cms/snippets/notifications/messagetemplate/add/"


def test_those_without_a_group_are_told_in_the_editors_words(site, visit, check_page):
    # An editor writes what stands around; a misspelled variable is refused beside its field.
    editor = visit("admin", device="desktop")
    editor.goto(TEMPLATES)
    editor.locator("#id_kind").select_option(label="Tiedote, joka lähtee heti")
    editor.locator("#id_subject").fill("{toteutus}: {otsiko}")
    editor.locator("#id_text").fill("{tiedote}\n\nTerveisin {kirjoittaja}")
    save = editor.locator("footer").get_by_role("button", name="Tallenna")
    save.click()
    expect(editor.get_by_text("Tarkoititko {otsikko}?").first).to_be_visible()
    editor.locator("#id_subject").fill("{toteutus}: {otsikko}")
    save.click()
    expect(editor.get_by_role("link", name="Tiedote, joka lähtee heti (fi)")).to_be_visible()

    trainer = visit("trainer", device="desktop")
    trainer.goto(MESSAGES)
    check_page(trainer, "the announcements of a run")
    trainer.get_by_role("link", name="Kirjoita tiedote").click()
    trainer.get_by_role("button", name="Katso ennen lähettämistä").click()
    expect(trainer.get_by_role("alert")).to_be_visible()
    trainer.get_by_label("Otsikko").fill("Kokoamispaja torstaina")
    trainer.get_by_label("Teksti").fill("Tule mukaan!\n\n- klo 15–17\n- kirjaston ryhmätila")
    trainer.get_by_label("Ne, joilla ei ole omaa ryhmää").check()
    check_page(trainer, "the form of an announcement")
    trainer.get_by_role("button", name="Katso ennen lähettämistä").click()
    told = part(trainer, "Tiedote lähtee 1 henkilölle")
    expect(told).to_contain_text("Satu Satakieli")
    check_page(trainer, "an announcement before it is sent")
    told.get_by_role("button", name="Lähetä 1 henkilölle").dblclick()
    expect(trainer.get_by_text("Kerrottu 1 henkilölle.")).to_be_visible()

    reader = sign_in_person(visit(), site, "satakieli")
    mail = latest_mail(reader, "satakieli@peili.example")
    assert "Tule mukaan!" in mail
    assert "Terveisin Tuuli" in mail or "Terveisin " in mail
    reader.goto("/oppi/")
    press(reader, reader.get_by_role("main").get_by_role("link", name="Tiedotteet"))
    expect(reader.get_by_role("listitem").filter(has_text="Kokoamispaja torstaina")).to_contain_text("uusi")
    reader.get_by_role("link", name="Kokoamispaja torstaina").click()
    check_page(reader, "an announcement as its reader sees it")

    # Somebody with a group reads what was told to all, and nothing of this one.
    other = visit("trainee")
    other.goto("/tiedotteet/syksy-2026/")
    expect(other.get_by_role("link", name="Ota läppäri mukaan kerralle 4")).to_be_visible()
    expect(other.get_by_text("Kokoamispaja")).to_have_count(0)

    outbox = visit("coordinator", device="desktop")
    outbox.goto("/kouluttaja/syksy-2026/viestit/?haku=satakieli")
    row = outbox.get_by_role("row").filter(has_text="Syksy 2026: Kokoamispaja torstaina")
    reload_until(outbox, row.get_by_text("Lähetetty"))
    expect(row).to_have_count(1)
    expect(outbox.get_by_text("Tule mukaan!")).to_have_count(0)
    check_page(outbox, "the outbox of a run")
    assert trainer.goto("/kouluttaja/syksy-2026/viestit/").status == 404
