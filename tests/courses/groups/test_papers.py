"""Papers of gathering: filled from data in three languages, as pages and as accessible PDFs."""

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import UserFactory
from factories.groups import make_group, make_meeting

from courses.groups.domain.papers import invitation_of, notice_of
from courses.groups.models import GroupNotice, PricePlan
from courses.groups.notices import NOTICE_VERSION
from courses.groups.papers import LANGUAGES, text_of

pytestmark = pytest.mark.django_db
COSTS = {"meetings": 8, "place": 40, "refreshments": 6, "hours": 3, "hourly_rate": 55, "experts": 2, "expert_fee": 400}


def url(name, group, **kwargs):
    return reverse(f"groups:{name}", kwargs={"group": group.public_id, **kwargs})


def shape(value):
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    return [shape(part) for part in value] if isinstance(value, list) else None


@pytest.mark.parametrize("name", ["guide", "invitation", "notice", "commitment"])
def test_every_text_is_there_in_three_languages(name):
    assert len({str(shape(text_of(name, language))) for language in LANGUAGES}) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_invitation_is_filled_and_short(language):
    user = UserFactory()
    group = make_group(user=user, planned_size=6)
    at = timezone.now()
    plain = invitation_of(group=group, facilitator=user, language=language, at=at)
    assert not plain.is_priced
    PricePlan.objects.create(group=group, sharing_groups=4, model="season", saved_at=at, **COSTS)
    make_meeting(group)
    group.cadence_days = 21
    filled = invitation_of(group=group, facilitator=user, language=language, at=at)
    for text in (plain.text, filled.text):
        assert "{" not in text
        assert "Pori" in text or "Björneborg" in text
        assert user.get_full_name() in text
    assert "354,67" in filled.text.replace(".", ",")
    assert "3" in filled.text
    assert not filled.is_long


def test_the_notice_says_who_is_responsible_once_it_has_been_decided():
    user = UserFactory()
    group, at = make_group(user=user), timezone.now()
    before = notice_of(group=group, facilitator=user, language="sv", at=at)
    assert not before.is_complete
    notice = GroupNotice.load()
    notice.controller = "Kaislikko, yleinen etu."
    notice.save()
    after = notice_of(group=group, facilitator=user, language="sv", at=at)
    assert after.is_complete
    told = " ".join(part["text"] for part in after.sections)
    for words in ("Kaislikko, yleinen etu.", user.email, "90"):
        assert words in told
    assert NOTICE_VERSION in after.foot


def test_pages_and_downloads_in_each_language(client):
    user = UserFactory()
    group = make_group(user=user)
    client.force_login(user)
    for name in ("talk-guide", "invitation"):
        for language in (*LANGUAGES, "xx", "%00"):
            assert client.get(url(name, group) + f"?teksti={language}").status_code == 200
    assert client.get(url("paper", group, kind="muu")).status_code == 404
    for kind in ("informointilappu", "sitoumus"):
        assert 'href="?teksti=sv"' in client.get(url("paper", group, kind=kind)).text
    answer = client.get(url("paper-pdf", group, kind="informointilappu") + "?teksti=en")
    assert answer.content.startswith(b"%PDF-")
    assert b"pdfuaid:part" in answer.content
    group.name = "Ryhmä 🙂"
    group.save()
    assert "merkki, jota kirjasimessa ei ole" in client.get(url("paper-pdf", group, kind="sitoumus")).text
