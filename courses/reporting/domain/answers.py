"""What participants have told the funder, as tables: asked of the apps that keep it, counted by the reports' rule."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.discovery import modules_named
from courses.reporting.domain.counted import Counted, Unit, Variable
from courses.reporting.domain.table import Scope, Table, shares


def background_tables(scope: Scope, only: str = "") -> list[Table]:
    """Return what participants have told the funder, item by item; what nobody asked is not there."""
    if scope.universe.project is None:
        return []
    items = _asked(scope)
    if scope.is_whole and not any(pks for _k, _t, rows in items for value, _l, pks in rows if value != "missing"):
        return _untied_tables(scope, only) or _tied_tables(scope, items, only)
    return _tied_tables(scope, items, only)


def _untied_tables(scope: Scope, only: str) -> list[Table]:
    """Return the sums of answers whose ties to people have been cut; of a whole project alone."""
    found = []
    for _label, module in modules_named("figures"):
        if hasattr(module, "background_totals"):
            found += module.background_totals(project=scope.universe.project)
    return [
        shares(
            key=f"taustatieto-{key}",
            title=title,
            head=(title, _("Osallistujia")),
            counted=Counted([Unit({}, {key: value}, count) for value, _l, count in rows if count], ()),
            variable=Variable(key),
            choices=[(value, label) for value, label, _count in rows],
            cut=scope.cut,
        )
        for key, title, rows in found
        if only in ("", key) and any(count for _v, _l, count in rows)
    ]


def _tied_tables(scope: Scope, items: list[Any], only: str) -> list[Table]:
    answers = {key: {pk: value for value, _l, pks in rows for pk in pks} for key, _t, rows in items}
    counted = scope.universe.people_by({f"asked {key}": values for key, values in answers.items()})
    return [
        shares(
            key=f"taustatieto-{key}",
            title=title,
            head=(title, _("Osallistujia")),
            counted=counted,
            variable=Variable(f"asked {key}"),
            choices=[(value, label) for value, label, pks in rows if pks or len(rows) < 8],
            cut=scope.cut,
        )
        for key, title, rows in items
        if only in ("", key)
    ]


def _asked(scope: Scope) -> list[Any]:
    people = sorted(row.user for row in scope.universe.participants)
    modules = [module for _label, module in modules_named("figures") if hasattr(module, "background_counts")]
    return [
        row for module in modules for row in module.background_counts(project=scope.universe.project, people=people)
    ]
