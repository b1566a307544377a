"""The overview as a file: everybody once, by name, nothing a formula, memory as it was."""

import io
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from factories.courses import SMALL_RULES, EnrolmentFactory, crowd, make_run, make_staff
from openpyxl import load_workbook

from courses.domain.matrix_file import matrix_csv, matrix_rows
from courses.models import ConditionState

pytestmark = pytest.mark.django_db


def test_holds_each_trainee_once_with_every_condition():
    run = make_run()
    crowd(run, 3)
    EnrolmentFactory(run=run, user__family_name="=Aalto", percent=40)  # never evaluated: no state at all
    EnrolmentFactory(run=run, state="withdrawn")
    ConditionState.objects.filter(enrolment__run=run, position=0).update(standing="met")

    head, *rows = matrix_rows(run=run)

    assert len(head) == 5 + len(SMALL_RULES["conditions"])
    assert [row[0] for row in rows] == ["=Aalto", "Parvi 0", "Parvi 1", "Parvi 2"]
    assert [row[5] for row in rows] == ["", "kunnossa", "kunnossa", "kunnossa"]
    assert rows[0][3] == 40


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_is_streamed_to_staff_with_the_same_rows_and_without_formulas(client, ending):
    run = make_run()
    EnrolmentFactory(run=run, user__family_name="=1+1")
    client.force_login(make_staff(run))

    answer = client.get(reverse("courses:progress-file", kwargs={"run": run.slug, "ending": ending}))
    content = b"".join(answer.streaming_content)

    assert answer.headers["Content-Disposition"].endswith(f'edistyminen.{ending}"')
    if ending == "csv":
        assert content.startswith("\ufeff".encode())
        assert "'=1+1;" in content.decode("utf-8-sig")
    else:
        assert load_workbook(io.BytesIO(content)).active["A2"].value == "'=1+1"


@pytest.mark.parametrize("ending", ["pdf", "exe"])
def test_there_is_no_other_kind_of_file(client, ending):
    run = make_run()
    client.force_login(make_staff(run))

    assert client.get(f"/kouluttaja/{run.slug}/edistyminen.{ending}").status_code == 404


def test_queries_stay_the_same_and_memory_stays_flat():
    peaks = []
    for size in (40, 800):
        run = make_run()
        crowd(run, size)
        with CaptureQueriesContext(connection) as captured:
            tracemalloc.start()
            parts = sum(len(part) for part in matrix_csv(run=run))
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
        assert len(captured) == 2
        assert parts > size * 20
    assert peaks[1] < peaks[0] + 2_000_000
