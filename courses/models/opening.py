"""When an activity opens, as its author chooses it: by date, by other activities, by the own group, by role."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from courses.enums import Audience, OpensWhen, OwnGroup


class OpeningFields(models.Model):
    """The fields of an activity's opening rule. Nothing chosen means: open as soon as its session is."""

    opens_when = models.CharField(_("milloin"), max_length=8, choices=OpensWhen.choices, default=OpensWhen.SESSION)
    opens_days = models.PositiveSmallIntegerField(
        _("montako päivää"),
        default=0,
        validators=[MaxValueValidator(1000)],
        help_text=_("Käytössä, kun valintana on päivien määrä."),
    )
    opens_group = models.CharField(
        _("oma ryhmä"),
        max_length=10,
        choices=OwnGroup.choices,
        default=OwnGroup.ANY,
        blank=True,
        help_text=_("Missä vaiheessa osallistujan oman ryhmän pitää olla."),
    )
    audience = models.CharField(
        _("kenelle"),
        max_length=12,
        choices=Audience.choices,
        default=Audience.ALL,
        help_text=_("Muille osio ei kuulu suoritukseen. Vain kouluttajille tarkoitettua osiota osallistuja ei näe."),
    )

    opening_panels: ClassVar = [
        HelpPanel(
            content=_(
                "Osio on auki, kun sen kerta on auki. Tässä voit lisätä ehtoja: kaikkien pitää täyttyä. "
                "Osallistuja näkee suljetusta osiosta aina syyn ja avautumishetken."
            )
        ),
        MultiFieldPanel([FieldRowPanel([FieldPanel("opens_when"), FieldPanel("opens_days")])], heading=_("Aika")),
        InlinePanel("prerequisites", heading=_("Kun nämä osiot on tehty"), label=_("Osio"), max_num=10),
        MultiFieldPanel([FieldPanel("opens_group"), FieldPanel("audience")], heading=_("Ryhmä ja rooli")),
    ]

    class Meta:
        abstract = True


class Prerequisite(Orderable):
    """Another activity that has to be done before this one opens."""

    activity = ParentalKey("courses.ActivityPage", on_delete=models.CASCADE, related_name="prerequisites")
    # Authors are kept from deleting an activity that others wait for (courses.wagtail_hooks).
    needed = models.ForeignKey(
        "courses.ActivityPage", on_delete=models.CASCADE, related_name="opens", verbose_name=_("osio")
    )

    panels: ClassVar = [FieldPanel("needed")]

    def __str__(self) -> str:
        return f"{self.activity_id} <- {self.needed_id}"
