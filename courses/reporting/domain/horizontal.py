"""R10 horizontal principles: gender as far as it was told, accessibility, what is digital, and trips nobody made."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.discovery import modules_named
from courses.certificates.models import AccessKind, Certificate, CertificateAccess
from courses.certificates.models.certificate import LIVE, CertificateKind
from courses.enums import AttendanceState, Mode, SessionState
from courses.groups.enums import MeetingMode
from courses.models import Attendance, Enrolment, Session
from courses.reporting.domain.answers import background_tables
from courses.reporting.domain.counted import RUN, WHOLE_CUT, YEAR, Counted, Unit, Variable
from courses.reporting.domain.goals import events_of
from courses.reporting.domain.held import Held
from courses.reporting.domain.ledger import StoredLedger, kept
from courses.reporting.domain.participants import STATE
from courses.reporting.domain.table import Row, Scope, Table, shares
from courses.reporting.domain.universe import PEOPLE_CHAINS
from courses.wording import hours

MODE = Variable("mode")
ASKED = Variable("asked", order=("yes", "no", "gone"))
DELIVERY = Variable(
    "delivery",
    STATE,
    lambda key: "completed" if key in ("stored", "fetched") else key,
    is_ordered=True,
    order=("dropped", "active", "stored", "fetched"),
)
FEEDBACK = Variable("feedback", order=("in_time", "late", "open"))


def horizontal(scope: Scope) -> list[Table]:
    """Return R10; of what was printed nothing, as nobody tells the portal of paper."""
    return [
        *background_tables(scope, only="gender"),
        _arrangements(scope),
        _feedback(scope),
        _certificates(scope),
        _registers(scope),
        _sessions_by_mode(scope),
        _presences(scope),
        _meeting_modes(scope),
        *_events_by_mode(scope),
    ]


def _units_with(scope: Scope, key: str, value_of: Any) -> Held:
    """Return the people with one variable more, by the enrollment they are counted by."""
    people = zip(scope.universe.participants, scope.universe.people.units, strict=True)
    units = [Unit(unit.places, {**unit.values, key: value_of(row, unit)}) for row, unit in people]
    return scope.universe.held("people", units, PEOPLE_CHAINS)


def _arrangements(scope: Scope) -> Table:
    """Return how many asked for arrangements. What they asked is never read, and goes soon after the last day."""
    gone_since = timezone.localdate(scope.at) - timedelta(days=settings.NEEDS_KEPT_DAYS)
    rows = Enrolment.objects.filter(pk__in=[row.pk for row in scope.universe.enrolments], run__ends_on__gt=gone_since)
    asked = set(rows.exclude(special_needs="").values_list("user_id", flat=True))

    def value_of(row: Any, _unit: Unit) -> str:
        if row.user in asked:
            return "yes"
        return "gone" if row.enrolment.run.ends_on <= gone_since else "no"

    table = shares(
        key="jarjestelyt",
        title=_("Erityisjärjestelyt"),
        head=(_("Pyyntö"), _("Osallistujia")),
        counted=_units_with(scope, "asked", value_of),
        variable=ASKED,
        choices=[("yes", _("pyysi järjestelyjä")), ("no", _("ei pyytänyt")), ("gone", _("tieto on jo poistettu"))],
        cut=scope.cut,
    )
    words = _("Pyynnön sisältöä ei raportoida. Pyynnöt poistetaan %(n)s päivää toteutuksen viimeisestä päivästä.")
    table.note = words % {"n": settings.NEEDS_KEPT_DAYS}
    return table


def _feedback(scope: Scope) -> Table:
    """Return how accessibility feedback was answered: of the whole portal, which no project has to itself."""
    modules = [module for _label, module in modules_named("figures") if hasattr(module, "accessibility_rows")]
    rows = [row for module in modules for row in module.accessibility_rows()]
    units = [Unit({YEAR: day.year}, {"feedback": state}) for day, state in rows]
    ledger = StoredLedger("accessibility feedback", at=scope.at)
    in_time = _("vastattu määräajassa (%(n)s päivää)") % {"n": settings.ACCESSIBILITY_ANSWER_DAYS}
    table = kept(
        ledger,
        lambda: shares(
            key="palaute",
            title=_("Saavutettavuuspalaute"),
            head=(_("Palaute"), _("Palautteita")),
            counted=Held("feedback", Counted(units, ((YEAR,),)), ledger),
            variable=FEEDBACK,
            choices=[("in_time", in_time), ("late", _("vastattu myöhässä")), ("open", _("odottaa vastausta"))],
            cut=scope.cut if scope.cut.level == YEAR else WHOLE_CUT,
        ),
    )
    table.note = _("Koko palvelusta annettu palaute, jota ei ole vielä poistettu, vuosirajauksessa sen vuoden palaute.")
    return table


def _certificates(scope: Scope) -> Table:
    """Return the certificates given as PDF files, and how many of them somebody has fetched."""
    rows = Certificate.objects.filter(enrolment__in=[row.pk for row in scope.universe.enrolments], state__in=LIVE)
    holders = dict(rows.filter(kind=CertificateKind.CERTIFICATE).values_list("pk", "enrolment__user_id"))
    taken = (AccessKind.DOWNLOAD, AccessKind.BUNDLE)
    looks = CertificateAccess.objects.filter(certificate__in=holders, kind__in=taken)
    fetched = {holders[pk] for pk in looks.values_list("certificate_id", flat=True).distinct()}

    def value_of(row: Any, unit: Unit) -> Any:
        state = unit.values["state"]
        return state if state != "completed" else "fetched" if row.user in fetched else "stored"

    table = shares(
        key="todistukset",
        title=_("Todistukset PDF-tiedostoina"),
        head=(_("Todistus"), _("Osallistujia")),
        counted=_units_with(scope, "delivery", value_of),
        variable=DELIVERY,
        choices=[
            ("fetched", _("todistus ladattu")),
            ("stored", _("todistus lataamatta")),
            ("active", _("ei vielä todistusta")),
            ("dropped", _("keskeytti ilman todistusta")),
        ],
        cut=scope.cut,
    )
    table.note = _(
        "Todistukset annetaan PDF-tiedostoina. Peili ei tiedä, mitä on tulostettu tai jaettu paperilla, "
        "eikä arvioi sitä."
    )
    return table


def _registers(scope: Scope) -> Table:
    """Return how many attendance lists are kept here, closed and still open."""
    counts = Counter(_held(scope).values_list("state", flat=True))
    rows: list[Row] = [
        [_("Suljettu Peilissä"), counts[SessionState.LOCKED]],
        [_("Kerta pidetty, luettelo vielä auki"), counts[SessionState.HELD]],
        [_("Yhteensä"), counts.total()],
    ]
    note = " ".join(filter(None, [_("Mahdollisia paperisia listoja Peili ei tunne eikä laske."), _not_narrowed(scope)]))
    head = [_("Luettelo"), _("Kertoja")]
    return Table("luettelot", _("Sähköiset läsnäololuettelot"), head, rows, note, has_total=True)


def _events_by_mode(scope: Scope) -> list[Table]:
    """Return how the events of a project were held; a run has none of its own."""
    if scope.run is not None or scope.universe.project is None:
        return []
    year = scope.cut.value if scope.cut.level == YEAR else None
    modes = Counter(mode for _title, held, mode, _heads in events_of(scope) if year in (None, held.year))
    rows: list[Row] = [[mode, count] for mode, count in sorted(modes.items())]
    rows.append([_("Yhteensä"), modes.total()])
    note = "" if year or scope.is_whole else _("Tätä taulukkoa ei ole rajattu.")
    title, head = _("Avoimet tapahtumat tavan mukaan"), [_("Tapa"), _("Tapahtumia")]
    return [Table("tapahtumat", title, head, rows, note, has_total=True)]


def _sessions_by_mode(scope: Scope) -> Table:
    held = _held(scope)
    minutes = dict.fromkeys(Mode.values, 0)
    for mode, length in held.values_list("mode", "minutes"):
        minutes[mode] += length
    rows = [[str(label), hours(minutes[value])] for value, label in Mode.choices]
    rows.append([_("Yhteensä"), hours(sum(minutes.values()))])
    title = _("Pidetyt koulutuskerrat")
    return Table("kerrat", title, [_("Muoto"), _("Tunteja")], rows, _not_narrowed(scope), has_total=True)


def _held(scope: Scope) -> QuerySet[Session]:
    runs = [run.pk for run in scope.universe.runs.values() if scope.cut.level != RUN or run.pk == scope.cut.value]
    held = Session.objects.filter(run__in=runs if scope.run is None else [scope.run.pk])
    return held.filter(state__in=[SessionState.HELD, SessionState.LOCKED])


def _not_narrowed(scope: Scope) -> str:
    return "" if scope.run or scope.is_whole or scope.cut.level == RUN else _("Tätä taulukkoa ei ole rajattu.")


def presences_of(scope: Scope) -> Held:
    """Return the presences at closed sessions, by the mode of the session."""
    people = zip(scope.universe.participants, scope.universe.people.units, strict=True)
    by_user: dict[int, dict[str, Any]] = {}
    for row, unit in people:
        by_user.setdefault(row.user, dict(unit.places))
    came = (AttendanceState.PRESENT, AttendanceState.PARTIAL)
    rows = Attendance.objects.filter(session__run__in=scope.universe.runs, session__state=SessionState.LOCKED)
    modes: Any = rows.filter(state__in=came).values_list("enrolment__user_id", "session__mode")
    units = [Unit(by_user[user], {"mode": mode}) for user, mode in modes if user in by_user]
    return scope.universe.held("presences", units, PEOPLE_CHAINS)


def _presences(scope: Scope) -> Table:
    return shares(
        key="lasnaolot",
        title=_("Läsnäolot koulutuskerroilla"),
        head=(_("Muoto"), _("Läsnäoloja")),
        counted=presences_of(scope),
        variable=MODE,
        choices=Mode.choices,
        cut=scope.cut,
    )


def _meeting_modes(scope: Scope) -> Table:
    table = shares(
        key="tapaamiset",
        title=_("Ryhmätapaamiset"),
        head=(_("Tapa"), _("Tapaamisia")),
        counted=scope.universe.meetings,
        variable=MODE,
        choices=MeetingMode.choices,
        cut=scope.cut,
    )
    table.note = _("Etänä pidettyyn tapaamiseen ja koulutuskertaan ei matkustettu.")
    return table
