"""The words of peer groups: states, kinds and the few fixed choices a member card consists of."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class GroupState(models.TextChoices):
    """Life cycle of a peer group."""

    PLANNED = "planned", _("suunnitteilla")
    GATHERING = "gathering", _("kootaan")
    FOUNDED = "founded", _("perustettu")
    RUNNING = "running", _("toiminnassa")
    PAUSED = "paused", pgettext_lazy("group", "tauolla")
    ENDED = "ended", pgettext_lazy("group", "päättynyt")
    CONTINUING = "continuing", _("jatkuu itsenäisesti")


CLOSED_STATES = (GroupState.ENDED, GroupState.CONTINUING)
OPEN_STATES = (
    GroupState.PLANNED,
    GroupState.GATHERING,
    GroupState.FOUNDED,
    GroupState.RUNNING,
    GroupState.PAUSED,
)
# How far a group has come; the side state "paused" and the closed ones are judged by what was reached before.
REACHED = (GroupState.PLANNED, GroupState.GATHERING, GroupState.FOUNDED, GroupState.RUNNING)


class GoalStyle(models.TextChoices):
    """Goal-oriented, free, or agreed later: all three are good answers (BR-08)."""

    GOAL = "goal", _("tavoitteellinen")
    FREE = "free", pgettext_lazy("goal style", "vapaa")
    LATER = "later", _("sovitaan myöhemmin")


class MemberState(models.TextChoices):
    """Life cycle of a member card."""

    CANDIDATE = "candidate", _("ehdokas")
    INVITED = "invited", _("kutsuttu")
    JOINED = "joined", _("mukana")
    LEFT = "left", _("lähtenyt")


class SizeClass(models.TextChoices):
    """How many people work in the member's firm."""

    SOLO = "solo", _("yksin")
    MICRO = "micro", _("2–9 henkilöä")
    SMALL = "small", _("10–49 henkilöä")


class YearsBand(models.TextChoices):
    """Roughly how long the member has been in business."""

    UNDER_ONE = "0", _("alle vuoden")
    ONE_TWO = "1-2", _("1–2 vuotta")
    THREE_FIVE = "3-5", _("3–5 vuotta")
    SIX_TEN = "6-10", _("6–10 vuotta")
    OVER_TEN = "10-", _("yli 10 vuotta")


class Wish(models.TextChoices):
    """What a member hopes for: tags from a fixed list, so that nothing else can be stored."""

    BREATHER = "breather", _("hengähdystauko")
    COPING = "coping", _("jaksaminen")
    TIME = "time", _("ajankäyttö")
    COLLEAGUES = "colleagues", _("työkavereita")
    NETWORK = "network", _("verkostot")
    UNFINISHED = "unfinished", _("keskeneräisten loppuun saattaminen")
    PRICING = "pricing", _("hinnoittelu")
    MARKETING = "marketing", _("markkinointi")
    MONEY = "money", _("talous ja verot")
    GROWTH = "growth", _("kasvu ja työllistäminen")
    DUTIES = "duties", _("omavalvonta ja määräykset")
    DIGITAL = "digital", _("digitaidot")
    PREMISES = "premises", _("toimitilat")
    SEASONS = "seasons", _("kausivaihtelu")
    CHANGE = "change", _("muutos tai luopuminen")
    OUTDOORS = "outdoors", _("ulkona liikkuminen")
    REMOTE = "remote", _("osallistuminen etänä")
    MORNINGS = "mornings", _("aamuajat")
    EVENINGS = "evenings", _("ilta-ajat")


class HintSource(models.TextChoices):
    """How a competitive situation came to be known."""

    AUTO = "auto", _("sama ala ja kunta")
    NEAR = "near", _("sama ala, naapurikunta")
    MEMBER = "member", _("ryhmäläinen kertoi")
    FACILITATOR = "facilitator", _("ohjaaja huomasi")


class HintDecision(models.TextChoices):
    """What the facilitator decided on a competitive situation (BR-04)."""

    TOGETHER = "together", _("voivat olla samassa ryhmässä")
    APART = "apart", _("eivät samaan ryhmään")


class MeetingKind(models.TextChoices):
    """What a meeting was for (BR-10); meeting online is a way of meeting, not a kind."""

    START = "start", _("aloitus")
    EXCHANGE = "exchange", _("kokemusten vaihto")
    WELLBEING = "wellbeing", _("hyvinvointi-ilta")
    EXPERT = "expert", _("asiantuntijaosuus")
    SHARED = "shared", _("yhteinen asiantuntijaosuus")
    TOGETHER = "together", _("yhdessä tekeminen")
    CLOSING = "closing", pgettext_lazy("meeting", "päätös")


class MeetingMode(models.TextChoices):
    """How a meeting is held."""

    FACE = "face", _("kasvokkain")
    OUTDOORS = "outdoors", _("ulkona")
    ONLINE = "online", _("etänä")


class MeetingState(models.TextChoices):
    """Life cycle of a meeting."""

    PLANNED = "planned", _("suunniteltu")
    HELD = "held", _("pidetty")
    LOGGED = "logged", _("kirjattu")
    CANCELLED = "cancelled", _("peruttu")


class ModelPart(models.TextChoices):
    """The parts of the Työpeili model, and what carries them."""

    UNDERSTANDING = "understanding", _("Ymmärrys ja itselle aikaa")
    COURAGE = "courage", _("Rohkaistuminen ja jakaminen")
    PRODUCTIVITY = "productivity", _("Tuottavuus ja jatkuvuus")
    PEERNESS = "peerness", _("Yrittäjävertaisuus")
    NETWORKS = "networks", _("Verkostot")
    SOLUTIONS = "solutions", _("Ratkaisut")


class Voice(models.TextChoices):
    """Whether everyone had a chance to speak (BR-12): a note on the group, never on a person."""

    YES = "yes", pgettext_lazy("voice", "kyllä")
    PARTLY = "partly", pgettext_lazy("voice", "osin")
    NO = "no", pgettext_lazy("voice", "ei")


class LogState(models.TextChoices):
    """Life cycle of a log that has left its draft."""

    KEPT = "kept", _("tallennettu omaan käyttöön")
    SENT = "sent", _("odottaa kuittausta")
    RETURNED = "returned", _("täydennettävä")
    READ = "read", _("kuitattu")


class HelpKind(models.TextChoices):
    """What a request for help asks for."""

    QUESTION = "question", _("kysymys")
    CALL = "call", _("soittopyyntö")


class HelpShown(models.TextChoices):
    """Whom a request is shown to, and whether with its author's name."""

    UNNAMED = "unnamed", _("Muille osallistujille nimettömänä")
    NAMED = "named", _("Muille osallistujille nimelläni")
    TRAINER = "trainer", _("Vain kouluttajalle")


class HelpState(models.TextChoices):
    """Life cycle of a request for help."""

    OPEN = "open", _("odottaa vastausta")
    ANSWERED = "answered", _("vastattu")
    SOLVED = "solved", _("ratkennut")


class CostCategory(models.TextChoices):
    """What a meeting's money went to."""

    PLACE = "place", pgettext_lazy("cost", "tila")
    REFRESHMENTS = "refreshments", _("tarjoilu")
    FACILITATION = "facilitation", _("ohjaus")
    EXPERT = "expert", pgettext_lazy("cost", "asiantuntija")
    OTHER = "other", pgettext_lazy("cost", "muu")


class PriceModel(models.TextChoices):
    """How the group is paid for."""

    SEASON = "season", _("jäsenmaksu kaudelta")
    VISIT = "visit", _("osallistumismaksu kerralta")
    GROUP = "group", _("hinta koko ryhmältä")
    FUNDED = "funded", _("rahoitettu palvelu")


class Funding(models.TextChoices):
    """What somebody else pays of a funded group."""

    FACILITATION = "facilitation", _("ohjaus; ryhmäläiset maksavat muun")
    ALL_BUT_EXPERTS = "but_experts", _("kaikki muu paitsi asiantuntijat")
    EVERYTHING = "everything", _("kaikki; ryhmäläisille maksuton")
