from datetime import timedelta

import pytest
from django.utils import timezone
from factories.accounts import OrganisationFactory
from factories.certificates import make_certifying_run, make_coordinator, make_issued, make_ready, share

from courses.certificates.domain.issuing import revoke
from courses.certificates.domain.selection import Selection, choices_in, count_people, of_run, shared_with
from courses.certificates.domain.sharing import share_with_organisation, withdraw_share

pytestmark = pytest.mark.django_db

SEARCHES = {
    "": ["Kuovi Rantanen", "Žofia Ålander-Öhman"],
    "ålander": ["Žofia Ålander-Öhman"],
    "ALANDER ohman": ["Žofia Ålander-Öhman"],
    "ZOFIA": ["Žofia Ålander-Öhman"],
    "rantanen kuovi": ["Kuovi Rantanen"],
    "tp-2": ["Kuovi Rantanen", "Žofia Ålander-Öhman"],
    "pöllö": [],
    "%": [],
    "' OR 1=1 --": [],
    "😀": [],
}


def test_advisors_search_by_name_or_number():
    organisation, at = OrganisationFactory(), timezone.now()
    names = (("Žofia", "Ålander-Öhman"), ("Kuovi", "Rantanen"))
    certificates = [make_issued(make_ready(name=name)) for name in names]
    for certificate in certificates:
        share(certificate, organisation)
    share(make_issued())
    for search, found in SEARCHES.items():
        rows = shared_with(organisation=organisation, selection=Selection(haku=search), at=at)
        assert sorted(row.printed_holder for row in rows) == found, search
    by_code = Selection(haku=certificates[0].code.lower())
    by_code = shared_with(organisation=organisation, selection=by_code, at=at)
    assert list(by_code) == [certificates[0]]


READ = [
    ({}, Selection()),
    ({"haku": " Kuovi\0 ", "vuosi": "2026"}, Selection(haku="Kuovi", vuosi="2026")),
    ({"tila": "voimassa", "alue": "609"}, Selection(alue="609", tila="voimassa")),
    ({"vuosi": "kaksi", "tila": "x", "toteutus": "<script>"}, Selection(toteutus="<script>")),
    ({"vuosi": "²²²²", "haku": "x" * 900}, Selection(haku="x" * 200)),
    ({"vuosi": "-202", "muu": "1"}, Selection()),
]


@pytest.mark.parametrize(("asked", "wanted"), READ)
def test_what_is_no_filter_is_left_out(asked, wanted):
    assert Selection.read(asked) == wanted


@pytest.fixture
def scene():
    """Three certificates shared with one organization: two runs, two municipalities, one revoked, one another year."""
    organisation, at = OrganisationFactory(), timezone.now()
    spring, autumn = make_certifying_run(name="Kevät", slug="kevat"), make_certifying_run(name="Syksy", slug="syksy")
    rows = {
        "a": make_issued(make_ready(spring, name=("Aino", "Ahma"))),
        "b": make_issued(make_ready(spring, name=("Eero", "Ilves"))),
        "c": make_issued(make_ready(autumn, name=("Helmi", "Hirvi"))),
    }
    for key, area in {"a": "609", "b": "684", "c": ""}.items():
        holder = rows[key].enrolment.user
        share_with_organisation(certificate=rows[key], organisation=organisation, area=area, by=holder, at=at)
    revoke(certificate=rows["b"], reason="Virhe", by=make_coordinator(spring), at=at)
    return organisation, rows


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ({}, "abc"),
        ({"toteutus": "kevat"}, "ab"),
        ({"toteutus": "ei-ole"}, ""),
        ({"alue": "609"}, "a"),
        ({"tila": "voimassa"}, "ac"),
        ({"tila": "mitatoity"}, "b"),
        ({"vuosi": "1999"}, ""),
        ({"toteutus": "kevat", "tila": "voimassa", "haku": "ahma"}, "a"),
        ({"toteutus": "syksy", "haku": "ahma"}, ""),
    ],
)
def test_filters_narrow_together(scene, asked, keys):
    organisation, rows = scene
    found = shared_with(organisation=organisation, selection=Selection.read(asked), at=timezone.now())
    assert {row.pk for row in found} == {rows[key].pk for key in keys}


def test_only_what_is_there_can_be_chosen(scene, django_assert_num_queries):
    organisation, _rows = scene
    found = shared_with(organisation=organisation, at=timezone.now())
    with django_assert_num_queries(1):
        choices = choices_in(found)
    assert choices.runs == [("kevat", "Kevät"), ("syksy", "Syksy")]
    assert [name for _code, name in choices.areas] == ["Pori", "Rauma"]
    assert choices.states == ["voimassa", "mitatoity"]
    assert choices.years == [str(timezone.localdate().year)]
    assert count_people(found) == 3


def test_a_withdrawn_share_is_gone_at_once_and_a_run_keeps_all(scene):
    organisation, rows = scene
    given = rows["a"].shares.get()
    withdraw_share(share=given, by=rows["a"].enrolment.user, at=timezone.now())
    assert rows["a"].pk not in {row.pk for row in shared_with(organisation=organisation, at=timezone.now())}
    assert {row.pk for row in of_run(run=rows["a"].enrolment.run)} == {rows["a"].pk, rows["b"].pk}


def test_a_share_that_has_expired_is_over(scene):
    organisation, rows = scene
    rows["a"].shares.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert rows["a"].pk not in {row.pk for row in shared_with(organisation=organisation, at=timezone.now())}
