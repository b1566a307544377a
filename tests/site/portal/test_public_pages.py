"""Public pages in three languages, the notices that forms lead to, and the links at the foot of every page."""

import json
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from factories.accounts import AdminFactory

from portal.context import footer_links
from portal.models import InfoPage, Register
from portal.templatetags.notices import privacy_notice

pytestmark = pytest.mark.django_db


def body(text):
    return json.dumps([{"type": "text", "value": f"<p>{text}</p>"}])


def make_page(parent, slug="seloste", **fields):
    values = {"title": "Seloste", "introduction": "Suomeksi.", "body": body("Leipäteksti"), **fields}
    page = parent.add_child(instance=InfoPage(slug=slug, **values))
    page.save_revision().publish()
    return page


@pytest.fixture
def home(page_root):
    return page_root


def test_a_page_speaks_the_readers_language_as_far_as_it_is_translated(client, home):
    page = make_page(home, title_sv="Beskrivning", introduction_sv="På svenska.", body_sv=body("Brödtext"))
    swedish = client.get(page.url + "?kieli=sv", follow=True).text
    assert '<article lang="sv">' in swedish
    assert "Brödtext" in swedish
    assert "Leipäteksti" not in swedish
    english = client.get(page.url + "?kieli=en", follow=True).text
    assert '<article lang="fi">' in english
    assert "This page is in Finnish only for now." in english
    finnish = client.get(page.url + "?kieli=fi", follow=True).text
    assert "Leipäteksti" in finnish
    assert "toistaiseksi vain suomeksi" not in finnish


def test_the_foot_of_a_page_leads_to_registers_and_to_what_editors_put_there(home):
    make_page(home, in_footer=True, title_sv="Beskrivning")
    make_page(home, slug="muu", title="Muu")
    with translation.override("sv"):
        titles = [link["title"] for link in footer_links()]
    assert titles[:3] == ["Gruppledare", "Experter", "Publikationer"]
    assert "Beskrivning" in titles
    assert "Muu" not in titles
    assert {reverse("directory:register"), reverse("experts:register")} <= {link["url"] for link in footer_links()}


def test_a_form_leads_to_the_notice_of_its_register_wherever_that_is_put(client, home, django_assert_num_queries):
    assert privacy_notice("directory") == {"url": ""}
    parent = make_page(home)
    cache.clear()
    page = make_page(parent, slug="hakemisto", register=Register.DIRECTORY)
    assert privacy_notice("directory") == {"url": page.url}
    assert page.url in render_to_string("components/privacy_notice.html", privacy_notice("directory"))
    with django_assert_num_queries(0):
        privacy_notice("events")
    assert page.url in client.get(parent.url).text, "a page lists what is below it"


def test_search_engines_are_told_of_public_pages_only(client, home):
    page = make_page(home)
    hidden = make_page(home, slug="luonnos")
    hidden.unpublish()
    robots, listed = client.get("/robots.txt").text, client.get("/sitemap.xml")
    assert "Disallow: /oppi/" in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    found = [row.text for row in ElementTree.fromstring(listed.content).iter() if row.tag.endswith("}loc")]
    assert {f"http://testserver{path}" for path in (page.get_url(), "/ohjaajat/", "/julkaisut/")} <= set(found)
    assert not [url for url in found if "luonnos" in url]


def test_the_editor_has_a_tab_for_each_language(client, home):
    client.force_login(AdminFactory())
    page = make_page(home)
    text = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    for name in ("body_sv", "title_en", "register"):
        assert name in text


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/kutsu/olematon/kieltaydy/", "/kutsu/olematon/"),  # the page that has the button
        ("/ulkoasu/", "/"),
    ],
)
def test_the_address_of_a_form_opened_as_a_page_leads_back(client, home, path, above):
    answer = client.get(path, headers={"Accept": "text/html"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert f'class="button" href="{above}"' in answer.text
    assert client.get(path).content == b""  # programs need no page


def test_the_beginning_of_an_address_that_was_sent_says_what_is_missing(client):
    assert "Avaa linkki viestistä" in client.get("/kutsu/").text
    assert "kirjoitusvirhe" in client.get("/mita-tahansa/").text
