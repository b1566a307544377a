"""What the tests of activity types share."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def queries_of(db):
    """Return a function that says how many queries something takes, once everything cached is warm."""

    def count(act) -> int:
        act()
        with CaptureQueriesContext(connection) as queries:
            act()
        return len(queries)

    return count
