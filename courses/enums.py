"""States of the course core, in the words of the users."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Mode(models.TextChoices):
    """How people meet."""

    ON_SITE = "on_site", _("lähi")
    ONLINE = "online", _("verkko")
    HYBRID = "hybrid", _("hybridi")


class RunState(models.TextChoices):
    """Life cycle of a course run."""

    DRAFT = "draft", _("luonnos")
    PUBLISHED = "published", _("julkaistu")
    ENROLLING = "enrolling", _("ilmoittautuminen auki")
    RUNNING = "running", _("käynnissä")
    ENDED = "ended", _("päättynyt")
    ARCHIVED = "archived", _("arkistoitu")
    CANCELLED = "cancelled", _("peruttu")


class EnrolmentState(models.TextChoices):
    """Life cycle of an enrollment."""

    APPLIED = "applied", _("haettu")
    WAITING = "waiting", _("jonossa")
    ACCEPTED = "accepted", _("hyväksytty")
    ACTIVE = "active", _("aktiivinen")
    COMPLETED = "completed", _("suoritettu")
    WITHDRAWN = "withdrawn", _("keskeytynyt")
    CANCELLED = "cancelled", pgettext_lazy("enrolment", "peruttu")
    DECLINED = "declined", _("ei hyväksytty")
    MOVED = "moved", pgettext_lazy("enrolment", "siirtynyt")


STUDYING = (EnrolmentState.ACCEPTED, EnrolmentState.ACTIVE, EnrolmentState.COMPLETED)
HOLDING = (EnrolmentState.APPLIED, *STUDYING)  # who has a place, be it only kept until the decision


class Way(models.TextChoices):
    """By which door a person came into a run."""

    OPEN = "open", _("avoin haku")
    KEY = "key", _("ilmoittautumisavain")
    INVITATION = "invitation", _("kutsu")
    TRANSFER = "transfer", _("siirto")


class Background(models.TextChoices):
    """From where the trainee comes."""

    ADVISOR = "advisor", _("yritysneuvoja")
    ENTREPRENEUR = "entrepreneur", _("yrittäjä")
    OTHER = "other", _("muu")


class StaffRole(models.TextChoices):
    """What a person does for a run."""

    TRAINER = "trainer", _("kouluttaja")
    COORDINATOR = "coordinator", _("koordinaattori")


class SessionState(models.TextChoices):
    """Life cycle of a course session."""

    PLANNED = "planned", _("suunniteltu")
    CONFIRMED = "confirmed", _("vahvistettu")
    HELD = "held", _("pidetty")
    LOCKED = "locked", _("läsnäolot lukittu")
    MOVED = "moved", _("siirretty")
    CANCELLED = "cancelled", _("peruttu")


class AttendanceState(models.TextChoices):
    """What is known of one person at one session."""

    UNMARKED = "unmarked", _("kirjaamatta")
    PRESENT = "present", pgettext_lazy("attendance", "läsnä")
    PARTIAL = "partial", _("osittain")
    ABSENT = "absent", pgettext_lazy("attendance", "poissa")
    MADE_UP = "made_up", _("korvattu")


class CompletionRule(models.TextChoices):
    """What makes an activity done."""

    VIEW = "view", _("kun sivu on avattu")
    MANUAL = "manual", _("kun osallistuja merkitsee sen tehdyksi")
    SUBMIT = "submit", _("kun vastaus on lähetetty")
    PASS = "pass", _("kun vastaus on hyväksytty")


class Standing(models.TextChoices):
    """The three values of a completion condition, and the one that is waiting for somebody else."""

    MET = "met", _("kunnossa")
    NOT_YET = "not_yet", _("ei vielä")
    IMPOSSIBLE = "impossible", _("ei enää mahdollinen")


class ExceptionKind(models.TextChoices):
    """What an exception does: two let the condition pass, two give a way or time to meet it."""

    MAKE_UP = "make_up", _("korvaava tehtävä")
    EXTENSION = "extension", _("lisäaika")
    RECOGNIZED = "recognized", _("hyväksiluku")
    WAIVED = "waived", _("vapautus")


PASSING = (ExceptionKind.RECOGNIZED, ExceptionKind.WAIVED)


class OpensWhen(models.TextChoices):
    """When an activity opens, relative to the session it belongs to."""

    SESSION = "session", _("heti, kun kerta on auki")
    BEFORE = "before", _("näin monta päivää ennen kertaa")
    START = "start", _("kun kerta alkaa")
    END = "end", _("kun kerta on pidetty")
    AFTER = "after", _("näin monta päivää kerran jälkeen")


class OwnGroup(models.TextChoices):
    """How far the trainee's own group has to be before an activity opens."""

    ANY = "", _("ei vaikuta")
    GATHERING = "gathering", _("kun ryhmää kootaan")
    FOUNDED = "founded", _("kun ryhmä on perustettu")
    RUNNING = "running", _("kun ryhmä on tavannut")


class Audience(models.TextChoices):
    """For whom an activity is."""

    ALL = "all", _("kaikille")
    ADVISOR = "advisor", _("yritysneuvojille")
    ENTREPRENEUR = "entrepreneur", _("yrittäjille")
    STAFF = "staff", _("vain kouluttajille")
