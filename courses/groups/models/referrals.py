"""Where a facilitator can turn when the group is not enough: contacts that the staff keep up to date."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _


class ReferralContact(models.Model):
    """A service (yhteystaho) with its number and hours, of the whole country or of some municipalities."""

    slug = models.SlugField(_("tunnus"), max_length=40, unique=True)
    name = models.CharField(_("nimi"), max_length=80)
    name_sv = models.CharField(_("nimi ruotsiksi"), max_length=80, blank=True)
    name_en = models.CharField(_("nimi englanniksi"), max_length=80, blank=True)
    purpose = models.CharField(_("mihin"), max_length=200, blank=True)
    purpose_sv = models.CharField(_("mihin, ruotsiksi"), max_length=200, blank=True)
    purpose_en = models.CharField(_("mihin, englanniksi"), max_length=200, blank=True)
    phone = models.CharField(_("puhelin"), max_length=30, blank=True)
    hours = models.CharField(_("palveluajat"), max_length=120, blank=True)
    hours_sv = models.CharField(_("palveluajat ruotsiksi"), max_length=120, blank=True)
    hours_en = models.CharField(_("palveluajat englanniksi"), max_length=120, blank=True)
    url = models.URLField(_("verkkosivu"), max_length=300, blank=True)
    languages = models.CharField(_("palvelukielet"), max_length=60, blank=True, help_text=_("Esimerkiksi fi, sv, en"))
    municipalities = models.JSONField(
        _("kunnat"), default=list, blank=True, help_text=_("Jätä tyhjäksi, jos palvelu on koko maan.")
    )
    order = models.PositiveSmallIntegerField(_("järjestys"), default=50)
    checked_on = models.DateField(_("tiedot tarkistettu"))
    is_shown = models.BooleanField(_("näkyvissä"), default=True)

    class Meta:
        verbose_name = _("avun yhteystieto")
        verbose_name_plural = _("avun yhteystiedot")
        ordering = ["order", "name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(phone="") | ~models.Q(url=""), name="groups_contact_reachable")
        ]

    def __str__(self) -> str:
        return self.name

    def in_language(self, field: str) -> str:
        """Return a text in the active language, in Finnish where it has not been translated."""
        code = (get_language() or "fi")[:2]
        return (getattr(self, f"{field}_{code}", "") if code != "fi" else "") or getattr(self, field)

    @property
    def title(self) -> str:
        """The name in the active language."""
        return self.in_language("name")

    @property
    def what_for(self) -> str:
        """What it helps with, in the active language."""
        return self.in_language("purpose")

    @property
    def open_when(self) -> str:
        """When it answers, in the active language."""
        return self.in_language("hours")

    @property
    def spoken(self) -> str:
        """The languages it serves in, named in the active language: stored as codes, shown as words."""
        return ", ".join(_named(code.strip()) for code in self.languages.split(",") if code.strip())

    @property
    def dialed(self) -> str:
        """The number as a telephone takes it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")


def _named(code: str) -> str:
    """Return the name of a language in the active one; what is no known code as it stands."""
    try:
        name = str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
    return name if (get_language() or "fi").startswith("en") else name.lower()
