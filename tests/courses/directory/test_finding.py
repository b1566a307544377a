"""Finding a facilitator: places however they are written, neighbors, and who is in the register at all."""

from datetime import timedelta

import pytest
from django.utils import timezone
from factories.directory import make_facilitator, make_listing, make_told

from accounts.clocks import clear_due
from courses.directory.domain.finding import (
    Wish,
    count_remote,
    facilitators_shown,
    neighbors_with_facilitators,
)
from courses.directory.domain.listing import UnableToList, confirm_listing, keep_listing, remind_due
from courses.directory.models import Listing
from courses.directory.places import codes_of, find_municipality
from courses.groups.classifications import are_neighbors, former_municipalities, municipality_names
from courses.groups.enums import GroupState
from courses.groups.models import GroupFacilitator, PeerGroup
from notifications.models import Notification

PORI, ULVILA, KUOPIO, MAANINKA, HELSINKI = "609", "886", "297", "476", "091"


def names(rows):
    return [str(row) for row in rows]


PLACES = {
    "Pori": PORI, "  pori ": PORI, "BJÖRNEBORG": PORI, "609": PORI, "Maaninka": MAANINKA, "476": MAANINKA, "Åbo": "853",
    "turku": "853", "Porinn": "", "": "", "😀": "", "<script>": "", "Pori\x00": "",
}  # fmt: skip


def test_a_place_is_found_however_it_is_written():
    assert {words: find_municipality(words) for words in PLACES} == PLACES


def test_every_municipality_and_every_former_one_is_found_by_its_name():
    for code, both in municipality_names().items():
        for name in both:
            assert codes_of(find_municipality(name)) == codes_of(code), name
    for former, name, present in former_municipalities():
        assert codes_of(find_municipality(name)) == codes_of(present)
        assert former in codes_of(present)


@pytest.mark.django_db
def test_a_merged_municipality_is_still_found_from_both_sides():
    assert are_neighbors(PORI, ULVILA)
    made = make_listing(municipality=KUOPIO)
    older = make_listing()
    Listing.objects.filter(pk=older.pk).update(municipality=MAANINKA)  # told before the merger
    at = timezone.now()
    for asked in (KUOPIO, MAANINKA):
        assert {row.pk for row in facilitators_shown(wish=Wish(asked), at=at)} == {made.pk, older.pk}


@pytest.mark.django_db
def test_wishes_narrow_together_neighbors_come_after_and_an_empty_result_suggests_them():
    far = make_listing(user=make_facilitator(family_name="Aho"), municipality=HELSINKI, is_remote=True, lines=("I",))
    near = make_listing(user=make_facilitator(family_name="Aalto"), municipality=ULVILA, covers_neighbors=True)
    here = make_listing(user=make_facilitator(family_name="Öhman"), municipality=PORI, languages=("sv",))
    at = timezone.now()

    def found(**wish):
        return list(facilitators_shown(wish=Wish(**wish), at=at))

    assert found(municipality=PORI) == [here, near], "those of the place first"
    assert found(municipality=ULVILA) == [near], "who does not come to neighbors is no answer there"
    assert found(is_remote=True, line="I") == [far]
    assert found(language="sv") == [here]
    assert found(municipality=PORI, language="sv", line="I") == []
    empty = Wish(municipality=ULVILA, language="sv")
    assert found(municipality=ULVILA, language="sv") == []
    assert [(row.name, row.count) for row in neighbors_with_facilitators(wish=empty, at=at)] == [("Pori", 1)]
    assert count_remote(wish=Wish(municipality=PORI, line="I"), at=at) == 1


@pytest.mark.django_db
def test_only_facilitators_who_agreed_and_confirmed_are_shown(django_assert_num_queries):
    user = make_facilitator()
    listing, at = make_listing(user=user), timezone.now()
    assert Listing.objects.shown(at).count() == 1
    links = GroupFacilitator.objects.filter(user=user)
    for change, back in (
        (lambda: links.update(ended_at=at), lambda: links.update(ended_at=None)),
        (
            lambda: Listing.objects.update(consent_version="2020-1"),
            lambda: Listing.objects.update(consent_version=listing.consent_version),
        ),
    ):
        change()
        assert not Listing.objects.shown(at).exists()
        back()
    user.is_active = False
    user.save()
    assert not Listing.objects.shown(at).exists()
    stranger = make_facilitator()
    PeerGroup.objects.filter(facilitators__user=stranger).update(state=GroupState.GATHERING)
    with pytest.raises(UnableToList):
        keep_listing(user=stranger, told=make_told(), at=at)
    for number in range(3):
        make_listing(municipality=PORI, lines=("G", "I")[: number % 2 + 1])
    with django_assert_num_queries(2):
        assert [row.line_names for row in facilitators_shown(wish=Wish(PORI), at=at)]


@pytest.mark.django_db
def test_a_year_later_the_words_are_asked_about_once_and_lapse(settings):
    user = make_facilitator()
    start = timezone.now()
    make_listing(user=user, at=start)
    assert remind_due(at=start + timedelta(days=300)) == 0
    for _again in range(2):
        remind_due(at=start + timedelta(days=336))
    assert Notification.objects.filter(user=user, kind="directory-reminder").count() == 1
    later = start + timedelta(days=366)
    assert not Listing.objects.shown(later).exists()
    assert confirm_listing(user=user, at=later)
    assert Listing.objects.shown(later).exists()
    clear_due(at=later + timedelta(days=settings.LISTING_VALID_DAYS + 31))
    assert not Listing.objects.exists()
