"""The course as pages and snippets: front page, information, course, sessions, activities, forms, templates."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, Site

from courses.groups.domain.templates import keep_templates
from courses.models import ActivityPage, CoursePage, DeliveryForm, SessionPage
from demo.loading.activities import activity_source
from demo.loading.forms import keep_certificate_template, keep_delivery_form
from demo.loading.instruments import instruments_of
from demo.loading.pages import PageSource, keep_page
from demo.loading.session_words import course_fields, session_fields, session_rows
from demo.loading.words import body_blocks, stream
from demo.sources import Demo
from demo.sources.certificate import PublicPage
from portal.models import HomePage, InfoPage

HOME = "etusivu"


@dataclass
class Content:
    """What has been loaded: the course, its forms by slug, and its activities by number or slug, in their order."""

    course: CoursePage
    forms: dict[str, DeliveryForm] = field(default_factory=dict)
    sessions: dict[str, SessionPage] = field(default_factory=dict)
    activities: dict[str, ActivityPage] = field(default_factory=dict)


def load_content(demo: Demo, *, at: datetime) -> Content:
    """Load all content and return it; what has not changed in its source is left alone."""
    with transaction.atomic():
        home = keep_home(next(page for page in demo.pages if page.slug == HOME))
        kept: dict[str, Page] = {}
        for source in sorted(demo.pages, key=lambda page: page.order):
            if source.slug != HOME:
                kept[source.slug] = keep_page(kept.get(source.parent, home), _info_source(source))
        course = keep_page(home, _course_source(demo))
        content = Content(course)
        for session in demo.curriculum.sessions:
            page = keep_page(course, _session_source(demo, session))
            content.sessions[session.slug] = page
            _keep_activities(demo, page, session.number, content, at)
        _keep_order([content.sessions[session.slug] for session in demo.curriculum.sessions])
        keep_templates()
        keep_certificate_template(demo.curriculum.certificate, page=course)
        for form in demo.curriculum.course.forms:
            content.forms[form.slug] = keep_delivery_form(
                form, course=demo.curriculum.course, page=course, sessions=content.sessions
            )
    return content


SAID = "Mitä ryhmissä on sanottu"  # over the quotes of the front page


def keep_home(source: PublicPage) -> HomePage:
    """Return the front page, made the root of the site in place of the page that Wagtail's own set-up makes."""
    blocks = [*body_blocks(source.body), ("quotes", {"title": SAID, "keyword": "", "most": 3})]
    fields = {
        "introduction": source.introduction,
        "body": stream(blocks, of=source.slug),
        **_translated(source, said=True),
    }
    root = Page.objects.filter(depth=1).first()
    if root is None:
        locale, _made = Locale.objects.get_or_create(language_code="fi")
        root = Page.add_root(instance=Page(title="Juuri", slug="root", locale=locale))
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    known = HomePage.objects.first()
    slug = known.slug if known else source.slug
    home = keep_page(known.get_parent() if known else root, PageSource(HomePage, slug, source.title, fields))
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name="Peili")
    elif site.root_page_id != home.pk:
        before = site.root_page
        site.root_page, site.site_name = home, "Peili"
        site.save()
        if before.specific_class is Page and not before.get_children().exists():
            before.delete()
    return home


SAID_IN = {"sv": "Vad grupperna har sagt", "en": "What has been said in groups"}


def _translated(source: PublicPage, *, said: bool = False) -> dict[str, str]:
    """Return a page's fields in its other languages; the front page has the quotes in each."""
    fields = {}
    for language, words in source.translations.items():
        blocks = body_blocks(words.body)
        if said:
            blocks.append(("quotes", {"title": SAID_IN[language], "keyword": "", "most": 3}))
        fields[f"title_{language}"], fields[f"introduction_{language}"] = words.title, words.introduction
        fields[f"body_{language}"] = stream(blocks, of=f"{source.slug}.{language}")
    return fields


def _info_source(source: PublicPage) -> PageSource:
    fields = {
        "introduction": source.introduction,
        "body": stream(body_blocks(source.body), of=source.slug),
        "in_footer": source.in_footer,
        "register": source.register_of,
        **_translated(source),
    }
    return PageSource(InfoPage, source.slug, source.title, fields)


def _course_source(demo: Demo) -> PageSource:
    course = demo.curriculum.course
    outcomes = [{"code": outcome.code, "text": outcome.text} for outcome in course.outcomes]
    return PageSource(CoursePage, course.slug, course.title, course_fields(course), {"outcomes": outcomes})


def _session_source(demo: Demo, session: Any) -> PageSource:
    fields = session_fields(session, curriculum=demo.curriculum)
    return PageSource(SessionPage, session.slug, session.title, fields, {"programme": session_rows(session)})


def _keep_activities(demo: Demo, page: SessionPage, number: int, content: Content, at: datetime) -> None:
    """Keep the activities of one session in their order, instruments among the modules."""
    placed = [(place, source.slug, source) for place, source in instruments_of(demo.curriculum, session=number)]
    for module in demo.curriculum.modules[number]:
        place = float(module.number.split(".")[1])
        placed.append((place, module.number, activity_source(module, demo=demo, at=at)))
    pages = []
    for _place, key, source in sorted(placed, key=lambda row: row[0]):
        activity = keep_page(page, source)
        content.activities[key] = activity
        pages.append(activity)
    _keep_order(pages)


def _keep_order(pages: list[Any]) -> None:
    """Put siblings in the given order, moving only those that are out of it."""
    for before, after in pairwise(pages):
        earlier, later = Page.objects.get(pk=before.pk), Page.objects.get(pk=after.pk)
        if later.path < earlier.path:
            later.move(earlier, pos="right")
