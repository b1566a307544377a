"""Migrations that stand for a row of older ones make what the row makes: a site halfway along it goes the long way."""

import pytest
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader

from portal.translations import own_apps

pytestmark = [pytest.mark.django_db, pytest.mark.migrations]


def test_the_long_way_ends_where_the_short_one_does():
    short, long = MigrationLoader(None), MigrationLoader(None, replace_migrations=False)
    ours = {config.label for config in own_apps()}
    for key, found in long.replacements.items():
        go = long.graph.remove_replacement_node if key[0] in ours else long.graph.remove_replaced_nodes
        go(key, found.replaces)
    assert len(long.graph.nodes) > len(short.graph.nodes)

    left_over = MigrationAutodetector(long.project_state(), short.project_state()).changes(short.graph)

    assert {label: [one.operations for one in found] for label, found in left_over.items()} == {}
