"""The registers that certificate numbers come from: TP-2026-0012, without gaps within a register and a year."""

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel


class Register(models.Model):
    """A series of certificate numbers."""

    prefix = models.CharField(
        _("tunnus"),
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{1,8}\Z", _("Käytä isoja kirjaimia A–Z, enintään kahdeksan."))],
        help_text=_("Numeron alku, esimerkiksi TP numerossa TP-2026-0012."),
    )
    name = models.CharField(_("nimi"), max_length=120)

    panels: ClassVar = [FieldPanel("prefix"), FieldPanel("name")]

    class Meta:
        verbose_name = _("todistusrekisteri")
        verbose_name_plural = _("todistusrekisterit")
        ordering = ["prefix"]

    def __str__(self) -> str:
        return f"{self.prefix} – {self.name}"


class RegisterYear(models.Model):
    """The last number given in a register in one year. Locked while the next one is given."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "year"], name="certificates_register_year_once")]

    def __str__(self) -> str:
        return f"{self.register_id} {self.year}: {self.last_number}"
