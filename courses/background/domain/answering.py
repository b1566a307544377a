"""Answering, changing and taking back the background data of one project; cutting the tie to the person."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.ledger import record_erasure
from courses.background.domain.participants import participations
from courses.background.enums import ABROAD, DECLINED, EXIT_ITEMS, ITEMS, MISSING, Obstacles
from courses.background.models import BackgroundLink, BackgroundRecord
from courses.domain.text_privacy import ConcernKind, find_privacy_concerns
from courses.groups.classifications import municipality_choices
from courses.models import FundingProject

if TYPE_CHECKING:
    from accounts.models import User

NEVER_KEPT = (ConcernKind.IDENTITY_CODE, ConcernKind.EMAIL, ConcernKind.PHONE)
ERASURE = "background"  # the kind in the ledger of erasures
NO_CHOICES = {"obstacles_text", "municipality"}  # checked by words of their own


class UnableToAnswer(Exception):
    """The answers cannot be kept; the message says why."""


def is_asked(*, project: FundingProject, at: datetime) -> bool:
    """Say whether the project asks for background data and can still take them."""
    return project.asks_background and timezone.localdate(at) < cuts_on(project)


def cuts_on(project: FundingProject) -> date:
    """Return the day on which the tie between the answers and their people is cut."""
    return project.ends_on + timedelta(days=settings.BACKGROUND_LINK_DAYS)


def answer_background(
    *, user: User, project: FundingProject, answers: Mapping[str, str], is_over: bool, at: datetime
) -> BackgroundRecord | None:
    """This function will keep what a participant answers, in place of what was answered before.

    An item that is left out or empty is missing, which is no refusal. Nothing at all is no record. Raises
    UnableToAnswer for somebody who takes no part, a project that does not ask or no longer does, an unknown answer,
    exit items before the end, and a text with a personal identity code, an address or a phone number.
    """
    if not is_asked(project=project, at=at):
        raise UnableToAnswer(_("Tämä hanke ei kysy taustatietoja, tai niiden aika on ohi."))
    if not participations().filter(user=user, run__project=project).exists():
        raise UnableToAnswer(_("Taustatiedot kysytään vain hankkeen osallistujilta."))
    values = _checked(answers, is_over=is_over)
    with transaction.atomic():
        link = BackgroundLink.objects.select_for_update().filter(user=user, project=project).first()
        if link is None:
            if not any(values.values()):
                return None
            link, _is_new = BackgroundLink.objects.get_or_create(
                user=user, project=project, defaults={"token": uuid4()}
            )
        if not any(values.values()):
            _forget(link, at=at)
            return None
        record, _is_new = BackgroundRecord.objects.update_or_create(
            token=link.token, defaults={"project": project, **values}
        )
    return record


def take_back(*, user: User, project: FundingProject, at: datetime) -> None:
    """This function will delete what the person has answered in the project; safe to repeat."""
    with transaction.atomic():
        for link in BackgroundLink.objects.select_for_update().filter(user=user, project=project):
            _forget(link, at=at)


def cut_ties(*, project: FundingProject) -> int:
    """This function will make the answers of a project nobody's: links are deleted, tokens and order made anew.

    The order of the rows could otherwise tell whose they were to somebody with an old copy. Returns how many links.
    """
    with transaction.atomic():
        links = BackgroundLink.objects.filter(project=project)
        count, _kinds = links.delete()
        if not count:
            return 0
        records = list(BackgroundRecord.objects.filter(project=project))
        BackgroundRecord.objects.filter(project=project).delete()
        random.SystemRandom().shuffle(records)
        for record in records:
            record.token = uuid4()
        BackgroundRecord.objects.bulk_create(records)
    return count


def _forget(link: BackgroundLink, *, at: datetime) -> None:
    erase_answers(link.token, at=at)
    record_erasure(kind=ERASURE, identity=link.token, at=at)


def erase_answers(token: Any, *, at: datetime) -> None:
    """This function will delete what stands under a token and whose it is; answers given later get another token."""
    BackgroundRecord.objects.filter(token=token).delete()
    BackgroundLink.objects.filter(token=token).delete()


def _checked(answers: Mapping[str, str], *, is_over: bool) -> dict[str, str]:
    values = {name: str(answers.get(name, MISSING) or MISSING) for name in (*ITEMS, "obstacles_text")}
    if not is_over:
        values |= dict.fromkeys((*EXIT_ITEMS, "obstacles_text"), MISSING)
    for name in ITEMS:
        if name not in NO_CHOICES and values[name] not in _choices_of(name):
            raise UnableToAnswer(_("Valitse vaihtoehdoista."))
    if values["municipality"] not in {MISSING, DECLINED, ABROAD, *dict(municipality_choices())}:
        raise UnableToAnswer(_("Valitse kunta luettelosta."))
    values["obstacles_text"] = " ".join(values["obstacles_text"].split())
    if values["obstacles"] != Obstacles.SOME:
        values["obstacles_text"] = ""
    refuse_recognizable(values["obstacles_text"])
    return values


def refuse_recognizable(text: str) -> None:
    """Raise UnableToAnswer for a text with a personal identity code, an e-mail address or a phone number in it."""
    kinds = {concern.kind for concern in find_privacy_concerns(text=text)}
    if ConcernKind.IDENTITY_CODE in kinds:
        raise UnableToAnswer(_("Tekstissä on henkilötunnus tai sen näköinen merkki. Poista se: sitä ei tallenneta."))
    if kinds & set(NEVER_KEPT):
        raise UnableToAnswer(_("Tekstissä on sähköpostiosoite tai puhelinnumero. Poista se: sitä ei tallenneta."))


def _choices_of(name: str) -> set[str]:
    field: Any = BackgroundRecord._meta.get_field(name)
    return {MISSING, *(str(value) for value, _label in field.choices)}
