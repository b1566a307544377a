"""The words of the library."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What sort of publication it is."""

    BOOK = "book", _("kirja")
    ARTICLE = "article", _("artikkeli")
    GUIDE = "guide", _("opas")
    BROCHURE = "brochure", _("esite")
    PRESS = "press", _("lehtijuttu tai tiedote")
    BLOG = "blog", _("blogikirjoitus")
    VIDEO = "video", pgettext_lazy("publication", "video")
    PICTURES = "pictures", _("kuvasarja")
    OTHER = "other", _("muu aineisto")


class Language(models.TextChoices):
    """In which language it is."""

    FI = "fi", _("suomi")
    SV = "sv", _("ruotsi")
    EN = "en", _("englanti")
    OTHER = "xx", pgettext_lazy("language", "muu kieli")


class License(models.TextChoices):
    """How it may be used; the codes are those of Creative Commons."""

    CC0 = "cc0", "CC0 1.0"
    CC_BY = "by", "CC BY 4.0"
    CC_BY_SA = "by-sa", "CC BY-SA 4.0"
    CC_BY_NC = "by-nc", "CC BY-NC 4.0"
    CC_BY_ND = "by-nd", "CC BY-ND 4.0"
    CC_BY_NC_SA = "by-nc-sa", "CC BY-NC-SA 4.0"
    CC_BY_NC_ND = "by-nc-nd", "CC BY-NC-ND 4.0"
    ALL_RIGHTS = "all", _("kaikki oikeudet pidätetään")


class Accessibility(models.TextChoices):
    """What is known of its accessibility."""

    FULL = "full", _("saavutettava")
    PARTLY = "partly", _("osittain saavutettava")
    NOT = "not", _("ei saavutettava")
    UNKNOWN = "unknown", _("ei arvioitu")


class LinkState(models.TextChoices):
    """What the last look at a link found."""

    NEW = "new", _("ei vielä tarkistettu")
    OK = "ok", _("toimii")
    DOUBTFUL = "doubtful", _("ei vastannut viimeksi")
    BROKEN = "broken", _("rikki")
