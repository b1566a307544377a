"""What waits in a run, who may be filtered out, what the plots say: counts equal the rows they count."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from factories.certificates import make_issued
from factories.courses import EnrolmentFactory, crowd, make_run, make_staff
from factories.groups import make_founded_group, make_group_run, make_log, make_trainee

from courses.domain.progress import Asked, matrix_of
from courses.enums import StaffRole
from courses.overview import run_plots, waiting_in

pytestmark = pytest.mark.django_db


def words(run, user):
    return " ".join(item.text for item in waiting_in(run=run, user=user))


def drawn(run):
    return {row.key: row.plot for row in run_plots(run=run, at=timezone.now()) if row.plot}


def test_what_waits_is_told_to_whom_it_concerns():
    run = make_group_run()
    group = make_founded_group(enrolment=make_trainee(run))
    make_log(group)
    EnrolmentFactory(run=run, state="applied")
    trainer, coordinator = make_staff(run), make_staff(run, role=StaffRole.COORDINATOR)

    assert "1 tapaamiskirjaus luettavana" in words(run, trainer)
    assert "hakemus" not in words(run, trainer)
    assert "1 hakemus käsiteltävänä" in words(run, coordinator)
    assert "tapaamiskirjaus" not in words(run, coordinator)


def test_counting_what_waits_takes_the_same_two_queries_for_few_and_many():
    run = make_group_run()
    trainer = make_staff(run)
    for _number in range(2):
        with CaptureQueriesContext(connection) as captured:
            waiting_in(run=run, user=trainer)
        assert len(captured) == 2
        make_log(make_founded_group(enrolment=make_trainee(run)))


def test_those_without_a_group_and_those_who_have_not_met_are_found():
    run = make_group_run()
    now = timezone.now()
    alone = EnrolmentFactory(run=run, state="active")
    quiet, lively = make_trainee(run), make_trainee(run)
    old = make_founded_group(enrolment=quiet)
    type(old).objects.filter(pk=old.pk).update(founded_at=now - timedelta(days=40))
    fresh = make_founded_group(enrolment=lively)
    type(fresh).objects.filter(pk=fresh.pk).update(founded_at=now - timedelta(days=40))
    make_log(fresh)

    def shown(key):
        return {row.enrolment.pk for row in matrix_of(run=run, asked=Asked(show=key), at=now).rows}

    assert shown("ei-ryhmaa") == {alone.pk}
    assert shown("ei-kirjausta") == {quiet.pk}


def test_plots_say_in_the_drawing_what_the_table_says_and_name_no_member():
    run = make_group_run()
    group = make_founded_group(enrolment=make_trainee(run))
    make_log(group)
    plots = drawn(run=run)

    assert plots["ryhmat"].total == 1
    assert plots["viikot"].total == 1
    assert plots["kirjaukset"].total == 1
    for key, plot in plots.items():
        assert [box.count for box in plot.boxes] == [share.count for share in plot.shares], key
    told = repr(run_plots(run=run, at=timezone.now()))
    assert not [alias for alias in group.members.values_list("pseudonym", flat=True) if alias in told]


def test_the_way_to_a_certificate_is_drawn_in_weeks():
    certificate = make_issued()

    plots = drawn(run=certificate.enrolment.run)

    assert plots["todistukset"].total == 1


def test_plots_of_an_empty_run_say_so_in_words():
    assert [row.key for row in run_plots(run=make_run(), at=timezone.now()) if row.plot is None and not row.empty] == []


def test_plots_take_as_many_queries_for_many_trainees(django_assert_max_num_queries):
    run = make_run()
    crowd(run, 200)
    with django_assert_max_num_queries(20):
        run_plots(run=run, at=timezone.now())
