"""What participants have told the funder, as tables: asked of the apps that keep it, counted by the reports' rule."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.discovery import modules_named
from courses.reporting.domain.counted import WHOLE_CUT, Unit, Variable
from courses.reporting.domain.table import Scope, Table, shares


def background_tables(scope: Scope, only: str = "") -> list[Table]:
    """Return what participants have told the funder, item by item; what nobody asked is not there."""
    if scope.universe.project is None:
        return []
    items = _asked(scope)
    if not any(pks for _k, _t, rows in items for value, _l, pks in rows if value != "missing"):
        untied = _untied_tables(scope, only)
        if untied:
            return untied
    return _tied_tables(scope, items, only)


def _untied_tables(scope: Scope, only: str) -> list[Table]:
    """Return the sums of answers whose ties to people have been cut; of a place in the project that nobody knows."""
    project = scope.universe.project
    modules = [module for _label, module in modules_named("figures") if hasattr(module, "background_totals")]
    found = [row for module in modules for row in module.background_totals(project=project)]
    asked = [row for row in found if any(count for _v, _l, count in row[2])]
    tables = [_untied(scope, *row) for row in asked if only in ("", row[0])]
    if tables and not scope.is_whole:
        note = _("Vastausten yhteys ihmisiin on katkaistu. Luvut näkyvät enää koko hankkeen raportissa.")
        return [Table("taustatieto", _("Taustatiedot rahoittajalle"), tables[0].head, [], note)]
    return tables


def _untied(scope: Scope, key: str, title: str, rows: list[tuple[str, str, int]]) -> Table:
    """Return one item. Whoever has no answers kept is missing here too: the totals of tables must not tell of them."""
    rest = len({row.user for row in scope.universe.participants}) - sum(count for _v, _l, count in rows)
    units = [Unit({}, {key: value}, count) for value, _l, count in rows if count]
    units += [Unit({}, {key: "missing"}, rest)] if rest > 0 else []
    table = shares(
        key=f"taustatieto-{key}",
        title=title,
        head=(title, _("Osallistujia")),
        counted=scope.universe.held(f"untied {key}", units, ()),
        variable=Variable(key),
        choices=[(value, label) for value, label, _count in rows],
        cut=WHOLE_CUT,
    )
    table.note = _("Vastausten yhteys ihmisiin on katkaistu: luvut ovat koko hankkeen.")
    return table


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
