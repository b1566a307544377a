"""The ten reports: sums equal the rows they are made of, file and page say the same, and nobody else reads them."""

import io
import re
from collections import Counter
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone
from factories.accounts import OrganisationFactory, UserFactory
from factories.courses import EnrolmentFactory, make_course, make_run, make_staff
from factories.reporting import NOW, found_group, fund, join, make_project, meet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from openpyxl import load_workbook

from courses.background.enums import Gender
from courses.background.models import BackgroundRecord
from courses.enums import StaffRole
from courses.models import Attendance, Enrolment, EnrolmentStep, FundingProject, PlannedFigure, Transfer
from courses.reporting.domain.catalog import BY_KEY, KINDS, build, universe_of
from courses.reporting.domain.counted import RUN, Cut
from courses.reporting.domain.narrowing import options, read_cut
from courses.reporting.domain.table import Scope
from courses.reporting.models import CompanyCount


def table(key, name, scope):
    return next(row for row in build(BY_KEY[key], scope).tables if row.key == name)


def figures(key, name, scope):
    return {row[0]: row[1] for row in table(key, name, scope).rows}


def scope_of(project, cut=Cut(), run=None):  # noqa: B008 -- a named tuple
    return Scope(universe_of(project), timezone.now(), cut, run)


@pytest.mark.django_db
def test_who_is_in_two_runs_counts_once_in_the_project():
    project, course = make_project(), make_course()
    first, second = make_run(course=course, started_days_ago=60), make_run(course=course, started_days_ago=5)
    fund(project, first, second)
    twice = join(first, 6)[0]
    join(second, 6)
    EnrolmentFactory(run=second, user=twice.user, state="active")
    assert figures("osallistujat", "tila", scope_of(project))["Yhteensä"] == 12
    assert figures("osallistujat", "tila", scope_of(project, Cut(RUN, second.pk)))["Yhteensä"] == 6


@pytest.mark.django_db
@pytest.mark.parametrize("is_funded", [True, False])
def test_who_went_on_in_another_run_counts_once_with_what_they_attended(is_funded):
    project, course = make_project() if is_funded else None, make_course()
    old, new = make_run(course=course, started_days_ago=60), make_run(course=course, started_days_ago=5)
    if project:
        fund(project, old, new)
    members = join(old, 6)
    waited = join(old, 1, state="waiting", background="other")[0]
    EnrolmentStep.objects.create(enrolment=members[0], kind="accepted", at=NOW)
    for person in (members[0], waited):
        Enrolment.objects.filter(pk=person.pk).update(state="moved")
        target = EnrolmentFactory(run=new, user=person.user, state="active")
        Transfer.objects.create(source=person, target=target, at=NOW, reason="Työt")
    Enrolment.objects.filter(pk=members[1].pk).update(state="moved")  # marked, but of days without a log of steps
    Attendance.objects.create(
        enrolment=members[1], session=old.sessions.first(), state="present", minutes=60, marked_at=NOW
    )

    people = universe_of(project).participants

    assert len(people) == 7
    assert Counter(row.enrolment.run_id for row in people) == {old.pk: 6, new.pk: 1}
    assert not [row for row in people if row.reach.endswith("dropped")]


@pytest.mark.django_db
def test_forty_members_of_thirty_five_companies_and_companies_once():
    project, run = make_project(), make_run()
    fund(project, run)
    firm = OrganisationFactory(kind="company", business_id="1234567-1")
    same = OrganisationFactory(kind="company", business_id="1234567-1")
    other = [OrganisationFactory(kind="company", business_id="") for _n in range(4)]
    for payer in (firm, firm, same, *other):
        EnrolmentFactory(run=run, payer=payer, state="active")
    for number, person in enumerate(join(run, 10)):
        found_group(person, members=4, companies=4 if number < 5 else 3)
    told = figures("yritykset", "yritykset", scope_of(project))
    assert list(told.values()) == [5, 35, 40]
    assert figures("yritykset", "ilmoitukset", scope_of(project))["Yhteensä"] == 10


@pytest.mark.django_db
def test_planned_beside_realized_with_one_way_of_counting():
    project, run = make_project(groups_count="companies"), make_run()
    fund(project, run)
    PlannedFigure.objects.create(project=project, indicator="people", planned=86)
    PlannedFigure.objects.create(project=project, indicator="companies", planned=30)
    for person in join(run, 9):
        found_group(person, members=7, companies=7)
    rows = {row[0]: row[1:] for row in table("tavoitteet", "luvut", scope_of(project)).rows}
    assert rows["Henkilöt"] == [86, 72, 84]
    assert rows["Ryhmät"] == ["", 9, ""]
    codes = {row[0]: row[2] for row in table("tavoitteet", "indikaattorit", scope_of(project)).rows}
    assert codes["EECO01"] == 9
    assert codes["EECO19"] == 63


@pytest.mark.django_db
def test_the_path_never_rises_and_twelve_are_told():
    project, run = make_project(), make_run()
    fund(project, run)
    people = join(run, 12)
    for person in people:
        meet(found_group(person), 1)
    join(run, 6, state="withdrawn")
    rows = [row[1] for row in table("tulos", "polku", scope_of(project)).rows]
    assert rows == [18, 12, 12, 12, 0]


@pytest.mark.django_db
def test_few_are_hidden_and_what_tells_of_them():
    project, run = make_project(), make_run()
    fund(project, run)
    join(run, 8)
    join(run, 3, state="withdrawn")
    rows = figures("osallistujat", "tila", scope_of(project))
    assert rows["mukana"] == rows["keskeyttänyt"] == "peitetty"
    assert (rows["suorittanut"], rows["Peitetyt yhteensä"], rows["Yhteensä"]) == (0, 11, 11)
    small = make_run()
    fund(other := make_project(code="S2"), small)
    join(small, 4)
    assert figures("osallistujat", "tila", scope_of(other))["Yhteensä"] == "alle 5"


@pytest.mark.django_db
def test_one_narrows_to_places_that_may_be_told():
    project, course = make_project(), make_course()
    runs = [make_run(course=course, started_days_ago=days) for days in (300, 40)]
    fund(project, *runs)
    pori = OrganisationFactory(municipality="Pori")
    rauma = OrganisationFactory(municipality="rauma ")
    join(runs[0], 7, payer=pori)
    join(runs[1], 6, payer=rauma)
    join(runs[1], 5, payer=pori)
    universe = universe_of(project)
    told = {value for _title, rows in options(universe) for value, _label in rows}
    assert {"kunta:609", "kunta:684", f"toteutus:{runs[0].slug}", f"organisaatio:{pori.pk}"} <= told
    cut = read_cut("kunta:609", universe, run=runs[1].pk)
    assert figures("osallistujat", "tila", Scope(universe, NOW, cut, runs[1]))["Yhteensä"] == 5
    for asked in ("kunta:091", "kunta:", "vuosi:1999", "x" * 119, "=1+1", "toteutus:muu", "😀"):
        assert read_cut(asked, universe) is None


class SumsTest(TestCase):
    """Each report's totals equal the sum over its source rows, whatever the data set."""

    @settings(max_examples=8, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(
            st.tuples(
                st.sampled_from([0, 1]),
                st.sampled_from(["active", "withdrawn", "accepted"]),
                st.sampled_from(["entrepreneur", "advisor", "other"]),
                st.integers(0, 3),
                st.integers(0, 6),
            ),
            max_size=24,
        )
    )
    def test_totals_are_sums(self, rows):
        project, course = make_project(), make_course()
        runs = [make_run(course=course, started_days_ago=days) for days in (200, 10)]
        fund(project, *runs)
        meetings = members = 0
        for number, (run, state, background, held, size) in enumerate(rows):
            person = join(runs[run], 1, state=state, background=f"{background}", payer=None)[0] if not number else None
            person = person or EnrolmentFactory(run=runs[run], state=state, background=background)
            if held:
                meet(found_group(person, members=size), held, minutes=60)
                meetings, members = meetings + held, members + size
        scope = scope_of(project)
        assert scope.universe.people.total() in (len(rows), None)
        assert scope.universe.meetings.total() in (meetings, None)
        assert scope.universe.members.total() in (members, None)
        for kind in KINDS:
            for made in build(kind, scope).tables:
                if made.has_total and made.rows and isinstance(made.rows[-1][1], int):
                    shown = [row[1] for row in made.rows[:-1] if isinstance(row[1], int)]
                    assert sum(shown) == made.rows[-1][1], made.key


def numbers_of_page(content):
    body = re.sub(r"\s+", " ", content.decode())
    cells = re.findall(r"<t[dh](?: [^>]*)?>([^<]*)</t[dh]>", body)
    return [cell.replace("\xa0", " ").strip() for cell in cells]


@pytest.mark.django_db
def test_page_and_files_say_the_same_without_formulas_and_log_texts(client):
    project = make_project(name="=CMD()", logo_text="Euroopan unionin osarahoittama")
    run = make_run()
    fund(project, run)
    payer = OrganisationFactory(name="=HYPERLINK(1)", municipality="Pori")
    for person in join(run, 6, payer=payer):
        meet(found_group(person), 2, bring="Salaiset eväät")
    client.force_login(make_staff(run, StaffRole.COORDINATOR))
    for kind in KINDS:
        kwargs = {"project": project.public_id, "report": kind.key}
        page = client.get(reverse("reporting:project-report", kwargs=kwargs))
        assert page.status_code == 200
        shown = numbers_of_page(page.content)
        book = client.get(reverse("reporting:project-file", kwargs={**kwargs, "ending": "xlsx"}))
        sheets = load_workbook(io.BytesIO(book.content))
        sheets = sheets.worksheets[1:]
        for sheet in sheets:
            for row in sheet.iter_rows(min_row=2):
                for cell in row:
                    assert cell.data_type != "f"
        text = client.get(reverse("reporting:project-file", kwargs={**kwargs, "ending": "csv"})).content.decode()
        assert not [line for line in text.splitlines() if line.startswith(("=", "+", "@"))]
        counted = [str(cell.value) for sheet in sheets for row in sheet.iter_rows(min_row=3) for cell in row[1:2]]
        assert [value for value in counted if value.isdigit() and value not in shown] == []
        for secret in ("Salainen", "Salaiset", "Peitenimi"):
            assert secret not in page.content.decode() + text


@pytest.mark.django_db
def test_who_reads_what(client):
    project, run, other = make_project(), make_run(), make_run()
    fund(project, run)
    join(run, 6)
    urls = {
        "projects": reverse("reporting:projects"),
        "project": reverse("reporting:project", kwargs={"project": project.public_id}),
        "change": reverse("reporting:project-change", kwargs={"project": project.public_id}),
        "goals": reverse("reporting:project-report", kwargs={"project": project.public_id, "report": "tavoitteet"}),
        "names": reverse("reporting:run-report", kwargs={"run": run.slug, "report": "eura"}),
        "run": reverse("reporting:run", kwargs={"run": run.slug}),
        "report": reverse("reporting:run-report", kwargs={"run": run.slug, "report": "osallistujat"}),
        "file": reverse("reporting:run-file", kwargs={"run": run.slug, "report": "lasnaolot", "ending": "csv"}),
    }
    trainee = run.enrolments.first().user
    seen = {
        "coordinator": (make_staff(run, StaffRole.COORDINATOR), set(urls)),
        "trainer": (make_staff(run), {"run", "report", "file"}),
        "trainer of another run": (make_staff(other), set()),
        "coordinator of another run": (make_staff(other, StaffRole.COORDINATOR), {"projects"}),
        "trainee": (trainee, set()),
        "stranger": (UserFactory(), set()),
    }
    for role, (user, allowed) in seen.items():
        client.force_login(user)
        assert {name for name, url in urls.items() if client.get(url).status_code == 200} == allowed, role
    client.logout()
    assert {client.get(url).status_code for url in urls.values()} == {302}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({}, 302),
        ({"code": ""}, 422),
        ({"code": "x" * 21}, 422),
        ({"name": "\x00"}, 422),
        ({"name": "<script>alert(1)</script> 😀"}, 302),
        ({"starts_on": "huomenna"}, 422),
        ({"ends_on": "2020-01-01"}, 422),
        ({"archive_until": "2026-01-01"}, 422),
        ({"planned_people": "-1"}, 422),
        ({"planned_people": "9999999999"}, 422),
        ({"eura_url": "javascript:alert(1)"}, 422),
        ({"training_counts": "both"}, 422),
        ({"runs": "999999"}, 422),
    ],
)
def test_a_project_is_kept_or_refused_with_words(client, changed, status):
    run = make_run()
    client.force_login(make_staff(run, StaffRole.COORDINATOR))
    base = {"code": "S1", "name": "Heijastus", "starts_on": "1.1.2026", "ends_on": "31.12.2026", "runs": str(run.pk)}
    base |= {"training_counts": "people", "groups_count": "companies", "planned_people": "86"}
    answer = client.post(reverse("reporting:project-add"), {**base, **changed})
    assert answer.status_code == status
    assert FundingProject.objects.count() == (status == 302)
    if status == 302:
        kept = FundingProject.objects.get()
        assert (kept.starts_on, kept.runs.get(), kept.planned.get().planned) == (date(2026, 1, 1), run, 86)
        again = client.post(reverse("reporting:project-add"), {**base, **changed})
        assert (again.status_code, FundingProject.objects.count()) == (422, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "-1", "31", "4,5", "neljä", "\x00", "1e9"])
def test_a_count_of_companies_is_a_small_number(client, typed):
    group = found_group(EnrolmentFactory(state="active"))
    client.force_login(group.facilitators.get().user)
    url = reverse("reporting:companies", kwargs={"group": group.public_id})
    assert client.post(url, {"companies": typed}).status_code == 422
    assert client.post(url, {"companies": "4"}).status_code == 302
    assert client.post(url, {"companies": "3"}).status_code == 302
    assert CompanyCount.objects.get(group=group).companies == 3
    client.force_login(UserFactory())
    assert client.get(url).status_code == 404


@pytest.mark.django_db
def test_a_report_takes_as_many_queries_for_many_as_for_few(django_assert_max_num_queries):
    project, run = make_project(), make_run()
    fund(project, run)
    for person in join(run, 6):
        meet(found_group(person), 2)
    counts = []
    for size in (0, 40):
        for person in join(run, size, background="other"):
            meet(found_group(person), 1)
        kinds = ("osallistujat", "tulos", "ryhmat", "yritykset", "tavoitteet")
        for kind in kinds:  # what is new is told
            build(BY_KEY[kind], scope_of(project))
        with django_assert_max_num_queries(75) as asked:
            for kind in kinds:
                build(BY_KEY[kind], scope_of(project))
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_a_page_that_is_out_of_date_changes_nothing(client):
    project, run = make_project(), make_run()
    fund(project, run)
    client.force_login(make_staff(run, StaffRole.COORDINATOR))
    url = reverse("reporting:project-change", kwargs={"project": project.public_id})
    form = client.get(url).context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    PlannedFigure.objects.create(project=project, indicator="people", planned=5)
    assert client.post(url, {**data, "name": "Toinen"}).status_code == 422
    data["seen"] = client.get(url).context["form"].mark
    assert client.post(url, {**data, "name": "Toinen", "runs": []}).url.endswith(f"{project.public_id}/")
    project.refresh_from_db()
    assert (project.name, project.runs.count(), project.planned.count()) == ("Toinen", 0, 0)


@pytest.mark.django_db
def test_answers_without_their_people_are_told_as_sums():
    project, run = make_project(), make_run()
    fund(project, run)
    join(run, 9)
    for value, size in ((Gender.WOMAN, 7), (Gender.MAN, 2)):
        BackgroundRecord.objects.bulk_create(BackgroundRecord(project=project, gender=value) for _n in range(size))
    told = figures("osallistujat", "taustatieto-gender", scope_of(project))
    assert told["nainen"] == told["mies"] == "peitetty"
    assert told["Peitetyt yhteensä"] == told["Yhteensä"] == 9


@pytest.mark.django_db
def test_answers_without_their_people_are_not_told_of_a_place_and_the_rest_is_missing():
    project, run = make_project(), make_run()
    fund(project, run)
    join(run, 12)
    BackgroundRecord.objects.bulk_create(BackgroundRecord(project=project, gender=Gender.WOMAN) for _n in range(9))
    told = figures("osallistujat", "taustatieto-gender", scope_of(project))
    assert told["Yhteensä"] == 12  # as in every other table: nine would tell of three who gave no answers
    assert told["nainen"] == told["Tieto puuttuu"] == "peitetty"
    of_run = build(BY_KEY["osallistujat"], scope_of(project, Cut(RUN, run.pk), run)).tables
    assert [(made.rows, bool(made.note)) for made in of_run if made.key.startswith("taustatieto")] == [([], True)]
