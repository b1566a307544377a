"""What tests of certificates share."""

import pytest


@pytest.fixture(autouse=True)
def _guard_lets_the_test_database_be_emptied(request):
    """A test that commits ends with every table emptied; the database's guard over certificates would refuse that.

    Emptying is followed by the signal that puts the guard in place again.
    """
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or bool(marker and marker.kwargs.get("transaction"))
    if commits:
        request.getfixturevalue("transactional_db")
    yield
    if commits:
        from django.db import connection

        from courses.certificates import guard

        guard.remove(connection)
