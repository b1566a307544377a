"""What quizzes add to the overview of a run: attempts that wait for a reader, and the questions that mislead."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache
from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.quiz.models import Attempt, QuizPage
from assessments.quiz.results import results_of
from courses.enums import StaffRole
from courses.models import CourseRun
from courses.overview import Named, RunAction, RunPlot
from courses.plots import Share, bars

LOOKED_AT = 200  # trainees of a run: enough to see what misleads, and few enough to be read while one waits
MOST_SHOWN = 10
KEPT_SECONDS = 3600
Hard = tuple[str, str, int, int]  # quiz, its address, number of the question, share of the points in percent


def actions(*, run: CourseRun) -> list[RunAction]:
    """Return the attempts with answers in own words."""
    return [
        RunAction(
            rows=Attempt.objects.filter(enrolment__run=run, state=Attempt.State.REVIEW),
            words=lambda n: (
                ngettext("%(n)s avoin vastaus arvioitavana", "%(n)s avointa vastausta arvioitavana", n) % {"n": n}
            ),
            url=reverse("portal:inbox") + f"?toteutus={run.slug}",
            roles=(StaffRole.TRAINER,),
        )
    ]


def plots(*, run: CourseRun, at: datetime) -> list[RunPlot]:
    """Return the questions that mislead; read once for as long as nobody finishes another attempt."""
    done = Attempt.objects.filter(enrolment__run=run).exclude(state=Attempt.State.OPEN)
    state = done.aggregate(n=Count("pk"), last=Max("pk"))
    key = f"quiz-misleading-{run.pk}-{state['n']}-{state['last']}"
    found: list[Hard] | None = cache.get(key)
    if found is None:
        found = _misleading(run)
        cache.set(key, found, KEPT_SECONDS)
    shares = [
        Share(_("%(quiz)s, kysymys %(number)s") % {"quiz": quiz, "number": number}, percent, is_marked=True)
        for quiz, _url, number, percent in found
    ]
    quizzes = {quiz: url for quiz, url, _number, _percent in found}
    return [
        RunPlot(
            key="kysymykset",
            title=_("Mitkä kysymykset johtavat harhaan?"),
            lead=_(
                "Kysymykset, joissa väärä vastaus houkuttelee enemmän kuin oikea tai useimmat jäävät ilman pisteitä. "
                "Luku on osuus pisteistä prosentteina ensimmäisellä yrityksellä."
            ),
            plot=bars(shares) if shares else None,
            head=(_("Kysymys"), _("Pisteistä %")),
            rows=[Named(quiz, url) for quiz, url in quizzes.items()],
            rows_title=_("Avaa tulokset"),
            empty=_("Mikään kysymys ei näytä johtavan harhaan."),
        )
    ]


def _misleading(run: CourseRun) -> list[Hard]:
    pages = QuizPage.objects.filter(pk__in=Attempt.objects.filter(enrolment__run=run).values("page"))
    hard = [
        (page.title, reverse("quiz:results", kwargs={"run": run.slug, "activity": page.slug}), *spread)
        for page in pages
        for spread in _spreads(page, run)
    ]
    return sorted(hard, key=lambda row: row[3])[:MOST_SHOWN]


def _spreads(page: QuizPage, run: CourseRun) -> list[tuple[int, int]]:
    results = results_of(page=page, run=run, most=LOOKED_AT)
    return [(spread.question.number, spread.facility) for spread in results.spreads if spread.misleads]
