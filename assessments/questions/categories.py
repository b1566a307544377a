"""Categories of the bank: paths like `Työpeili/Kerta 1`. A category is there as long as a question stands in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from accounts.discovery import modules_named
from assessments.questions.models import Question

LONGEST = 255


class UnableToRename(Exception):
    """The category cannot be called that; the message says why."""


@dataclass
class Category:
    """One category as the list shows it: `own` questions in it, `total` with those of the categories under it."""

    path: str
    own: int = 0
    total: int = 0

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def depth(self) -> int:
        """How many categories it lies in."""
        return self.path.count("/")


def tidy(path: str) -> str:
    """Return a path without empty parts."""
    return "/".join(part.strip() for part in path.replace("\x00", "").split("/") if part.strip())


def within(path: str) -> Q:
    """Return the condition that a question stands in a category or under it."""
    return Q(category=path) | Q(category__startswith=f"{path}/")


def all_categories() -> list[Category]:
    """Return every category and those above it, in the order of a tree; one query."""
    counts = Question.objects.order_by().values_list("category").annotate(count=Count("pk"))
    found: dict[tuple[str, ...], Category] = {}
    for path, count in counts:
        parts = tuple(path.split("/")) if path else ()
        for place in range(1, len(parts) + 1):
            row = found.setdefault(parts[:place], Category("/".join(parts[:place])))
            row.total += count
        if parts:
            found[parts].own += count
    return [found[parts] for parts in sorted(found)]


def uncategorized() -> int:
    """Return how many questions stand in no category."""
    return Question.objects.filter(category="").count()


def questions_in(path: str) -> QuerySet[Question]:
    """Return the questions in a category and under it."""
    return Question.objects.filter(within(path))


def draws_from(path: str) -> int:
    """Return how many draws take questions from the category or one under it."""
    return sum(module.draws_from(path) for _label, module in modules_named("question_usage"))


def rename_category(*, old: str, new: str) -> int:
    """This function will give a category another path, with all that lies under it; return how many questions moved.

    Draws that name it go along. When there is a category of the new name, the two become one. Raises UnableToRename
    for an empty or a too long path and for a category that is not there.
    """
    old, new = tidy(old), tidy(new)
    if not new:
        raise UnableToRename(_("Kirjoita luokka."))
    with transaction.atomic():
        rows = questions_in(old).values_list("pk", "category")
        # Asked for once more here: SQLite takes a and A for the same letter.
        paths = {pk: path for pk, path in rows if old and (path == old or path.startswith(f"{old}/"))}
        if not paths:
            raise UnableToRename(_("Luokkaa ei enää ole. Joku on ehkä siirtänyt sen kysymykset."))
        if max(len(path) for path in paths.values()) - len(old) + len(new) > LONGEST:
            raise UnableToRename(_("Polusta tulisi liian pitkä: enintään %(n)s merkkiä.") % {"n": LONGEST})
        if old == new:
            return 0
        Question.objects.filter(pk__in=paths).update(category=Concat(Value(new), Substr(F("category"), len(old) + 1)))
        for _label, module in modules_named("question_usage"):
            module.rename_category(old=old, new=new)
    return len(paths)
