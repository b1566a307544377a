"""Delivery forms with their rules, meeting templates and the certificate's template, from their source files."""

from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any

from django.core.files import File
from django.db import models, transaction

from courses.certificates.models import CertificateTemplate, Register, Signatory, TemplateText
from courses.enums import Mode
from courses.models import CoursePage, DeliveryForm, DeliverySession, SessionPage
from demo.loading.remembering import fingerprint, is_loaded, remember
from demo.sources.certificate import CertificateSource
from demo.sources.certificate import Picture as PictureSource
from demo.sources.course import CompletionTerms, Course, FormSession
from demo.sources.course import DeliveryForm as FormSource
from media.models import Picture

PICTURES = Path(__file__).resolve().parents[1] / "pictures"
MODES = {"onsite": Mode.ON_SITE, "online": Mode.ONLINE, "hybrid": Mode.HYBRID}


def rules_from(terms: CompletionTerms) -> dict[str, Any]:
    """Return the rule book that the terms of completion mean (C1–C9, BR-02)."""
    return {
        "conditions": [
            {"id": "sessions", "kind": "attendance", "params": {"min_minutes": terms.min_live_minutes}},
            {"id": "modules", "kind": "activities", "params": {}},
            {"id": "group", "kind": "group_founded", "params": {"min_members": terms.min_group_members}},
            {"id": "meetings", "kind": "meetings_logged", "params": {"count": terms.meetings}},
            {"id": "reflections", "kind": "reflections", "params": {"count": terms.reflections}},
            {"id": "price", "kind": "price_plan", "params": {}},
            {"id": "surveys", "kind": "surveys", "params": {}},
            {"id": "confirmation", "kind": "confirmation", "params": {}},
        ],
        "openings": [
            {
                "from_session": terms.group_needed_from_session,
                "kind": "group_state",
                "params": {"at_least": "gathering"},
            }
        ],
        "attendance": {"present_percent": 75, "make_up_allowed": True},
    }


def keep_delivery_form(
    source: FormSource, *, course: Course, page: CoursePage, sessions: dict[str, SessionPage]
) -> DeliveryForm:
    """Make a delivery form or bring it up to date. Runs that have been made from it stay as they are."""
    rules = rules_from(course.completion)
    mark = fingerprint(source.model_dump(mode="json"), rules, course.extent_minutes)

    def write(form: DeliveryForm) -> None:
        form.course, form.name, form.rules = page, source.name, rules
        form.extent_minutes = course.extent_minutes
        form.full_clean()
        form.save()
        form.sessions.all().delete()
        for row in source.sessions:
            _place(form, row, [sessions[slug] for slug in row.holds])

    return _keep(DeliveryForm, {"slug": source.slug}, mark, write)


def _place(form: DeliveryForm, source: FormSession, pages: list[SessionPage]) -> None:
    hour, minute = source.starts.replace(".", ":").split(":")
    row = DeliverySession.objects.create(
        form=form,
        position=source.number,
        title=source.title or pages[0].title,
        mode=Mode.HYBRID if source.remote_on_request else MODES[source.mode],
        minutes=source.minutes,
        offset_days=source.offset_days,
        start_time=time(int(hour), int(minute)),
    )
    row.pages.set(pages)
    row.save()


def keep_certificate_template(source: CertificateSource, *, page: CoursePage) -> CertificateTemplate:
    """Make the course's certificate template or bring it up to date. Issued certificates stay as they are."""
    register, _made = Register.objects.get_or_create(
        prefix=source.number_series.prefix, defaults={"name": source.number_series.name}
    )

    def write(template: CertificateTemplate) -> None:
        template.is_default, template.register = True, register
        template.issuer, template.place = source.issuer, source.place
        template.logo, template.emblem = _picture(source.logo), _picture(source.emblem)
        template.save()
        template.texts.all().delete()
        template.signatories.all().delete()
        for number, words in enumerate(source.texts):
            values = words.model_dump() | {"outcomes": "\n".join(words.outcomes)}
            TemplateText.objects.create(template=template, sort_order=number, **values)
        for number, signatory in enumerate(source.signatories):
            Signatory.objects.create(template=template, sort_order=number, **signatory.model_dump())

    mark = fingerprint(source.model_dump(mode="json"))
    return _keep(CertificateTemplate, {"course": page, "name": source.name}, mark, write)


def _picture(source: PictureSource | None) -> Picture | None:
    """Return the picture of the library with this title, put there when it is not."""
    if source is None:
        return None
    found = Picture.objects.filter(title=source.title).first()
    if found is None:
        found = Picture(title=source.title, description=source.title)
        with (PICTURES / source.file).open("rb") as file:
            found.file.save(source.file, File(file), save=False)
        found.save()
    return found


def _keep(model: type[models.Model], key: dict[str, Any], mark: str, write: Callable[[Any], None]) -> Any:
    """Find the row by its key; write it when it is new or its source has changed, and remember that."""
    found = model._default_manager.filter(**key).first()
    if found is not None and is_loaded(found, mark):
        return found
    with transaction.atomic():
        row = found or model(**key)
        write(row)
        remember(row, mark)
    return row
