"""Forms of shared sessions: what is needed, what was agreed, how many places, how it was."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.enums import Mode
from courses.experts.domain.arranging import Need, Offer
from courses.experts.domain.register import experts_shown
from courses.experts.domain.reservations import MOST_HEADS
from courses.experts.enums import Basis, Topic
from courses.experts.forms.watching import WatchedForm
from courses.experts.models import Expert, ExpertSession, GroupNetwork
from courses.experts.models.sessions import MOST_SEATS
from courses.groups.forms.fields import ClockField, DayField, NoteField, SumField, WholeField
from courses.groups.models import PeerGroup

FARTHEST = timedelta(days=730)
LAST_MINUTE = time(23, 59, 59)


class NetworkField(forms.ModelChoiceField):
    """Which network's facilitators see it; empty for all."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=GroupNetwork.objects.none(),
            to_field_name="region",
            required=False,
            label=gettext_lazy("Kenelle"),
            empty_label=gettext_lazy("Kaikille ohjaajille"),
            **kwargs,
        )

    def label_from_instance(self, obj: Any) -> str:
        return _("Ohjaajaverkosto %(name)s") % {"name": obj.name}


class NeedForm(WatchedForm):
    """What a group needs an expert for."""

    watched_fields = ("topic", "description")

    topic = forms.CharField(label=gettext_lazy("Aihe"), max_length=80)
    theme = forms.ChoiceField(label=gettext_lazy("Aihepiiri"), choices=Topic.choices, initial=Topic.OTHER)
    description = NoteField(
        label=gettext_lazy("Mitä ryhmä kaipaa"),
        rows=3,
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Kirjoita kysymys yleisesti. Ei nimiä eikä yritysten asioita."),
    )
    network = NetworkField()

    def __init__(self, *args: Any, networks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]

    def need(self) -> Need:
        """Return what was filled in."""
        return Need(**{name: self.cleaned_data[name] for name in ("topic", "theme", "description", "network")})


class OfferForm(WatchedForm):
    """A session as it was agreed. The tax rate is never assumed (BR-16)."""

    watched_fields = ("topic", "description", "before", "during", "after")

    topic = forms.CharField(label=gettext_lazy("Aihe"), max_length=80)
    theme = forms.ChoiceField(label=gettext_lazy("Aihepiiri"), choices=Topic.choices, initial=Topic.OTHER)
    expert = forms.ModelChoiceField(
        queryset=Expert.objects.none(),
        to_field_name="public_id",
        required=False,
        label=gettext_lazy("Asiantuntija rekisteristä"),
        empty_label=gettext_lazy("Ei rekisterissä"),
    )
    guest = forms.CharField(
        label=gettext_lazy("Asiantuntija, jos hän ei ole rekisterissä"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Nimi tai taho, niin kuin hän haluaa sen näkyvän."),
    )
    day = DayField(label=gettext_lazy("Päivä"))
    start = ClockField(label=gettext_lazy("Alkaa klo"))
    minutes = WholeField(label=gettext_lazy("Kesto minuutteina"), min_value=15, max_value=600, initial=120)
    mode = forms.ChoiceField(
        label=gettext_lazy("Missä"), choices=Mode.choices, widget=forms.RadioSelect, initial=Mode.ON_SITE
    )
    place = forms.CharField(label=gettext_lazy("Paikka"), max_length=120, required=False)
    place.says_optional = False  # type: ignore[attr-defined]  # where people meet face to face it is not
    link = forms.URLField(label=gettext_lazy("Etälinkki"), max_length=500, required=False, assume_scheme="https")
    seats = WholeField(label=gettext_lazy("Paikkoja"), min_value=1, max_value=MOST_SEATS, initial=20)
    price = SumField(label=gettext_lazy("Hinta ilman arvonlisäveroa, €"), help_text=gettext_lazy("0, jos maksuton."))
    vat_percent = SumField(
        label=gettext_lazy("Arvonlisävero, %"),
        max_value=100,
        decimal_places=1,
        max_digits=4,
        required=False,
        help_text=gettext_lazy("Jätä tyhjäksi, jos et tiedä."),
    )
    basis = forms.ChoiceField(
        label=gettext_lazy("Miten hinta jaetaan"),
        choices=Basis.choices,
        widget=forms.RadioSelect,
        initial=Basis.GROUP,
        help_text=gettext_lazy("Osuudet pyöristetään sentteihin; erotus tulee ensin varanneelle ryhmälle."),
    )
    last_day = DayField(label=gettext_lazy("Varaukset viimeistään"))
    network = NetworkField()
    description = NoteField(label=gettext_lazy("Kuvaus ohjaajille"), rows=3, max_length=1000, required=False)
    before = NoteField(
        label=gettext_lazy("Ennen: kolme kysymystä asiantuntijalle"), rows=3, max_length=600, required=False
    )
    during = NoteField(label=gettext_lazy("Aikana: mitä tehdään valmiiksi"), rows=3, max_length=600, required=False)
    after = NoteField(
        label=gettext_lazy("Jälkeen: miten asiaan palataan ryhmissä"), rows=3, max_length=600, required=False
    )

    def __init__(self, *args: Any, networks: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = networks  # type: ignore[attr-defined]
        self.fields["expert"].queryset = experts_shown(public_only=False)  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(session: ExpertSession) -> dict[str, Any]:
        """Return what the form shows of a stored session."""
        names = ("topic", "theme", "guest", "minutes", "mode", "place", "link", "description", "before", "during")
        values: dict[str, Any] = {name: getattr(session, name) for name in (*names, "after")}
        values |= {"network": session.network.region if session.network else "", "expert": None}
        if session.expert and session.expert.name:
            values["expert"] = session.expert.public_id
        if session.starts_at and session.reserve_by:
            local = timezone.localtime(session.starts_at)
            values |= {name: getattr(session, name) for name in ("seats", "price", "vat_percent", "basis")}
            values |= {"day": local.date(), "start": local.time()}
            values["last_day"] = timezone.localdate(session.reserve_by)
        return values

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields in the parts that the page shows them in."""
        parts = [
            (_("Aihe ja asiantuntija"), "topic theme expert guest network description"),
            (_("Aika ja paikka"), "day start minutes mode place link"),
            (_("Paikat ja hinta"), "seats last_day price vat_percent basis"),
            (_("Ennen, aikana, jälkeen"), "before during after"),
        ]
        return [(title, [self[name] for name in names.split()]) for title, names in parts]

    def clean_day(self) -> Any:
        """Refuse days that are a slip of the finger."""
        day = self.cleaned_data["day"]
        if abs(day - timezone.localdate()) > FARTHEST:
            raise forms.ValidationError(_("Tarkista vuosi."), code="far")
        return day

    def clean_link(self) -> str:
        """Take web addresses only."""
        link = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Linkin on alettava https://."), code="scheme")
        return link

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("day") and data.get("last_day") and data["last_day"] > data["day"]:
            self.add_error("last_day", _("Varausten on päätyttävä viimeistään samana päivänä."))
        if data.get("mode") == Mode.ON_SITE and not data.get("place") and "place" not in self.errors:
            self.add_error("place", _("Kirjoita, missä kokoonnutaan."))
        return data

    def offer(self) -> Offer:
        """Return what was filled in; reservations end with the last day, or as the session begins."""
        data = self.cleaned_data
        starts_at = timezone.make_aware(datetime.combine(data["day"], data["start"]))
        day_ends = timezone.make_aware(datetime.combine(data["last_day"], LAST_MINUTE))
        own = {"starts_at", "reserve_by"}
        values = {name: data[name] for name in Offer.__dataclass_fields__ if name not in own}
        return Offer(starts_at=starts_at, reserve_by=min(day_ends, starts_at), **values)


class ReserveForm(forms.Form):
    """How many places one of the own groups takes. Nobody's name is asked."""

    group = forms.ModelChoiceField(
        queryset=PeerGroup.objects.none(), to_field_name="public_id", label=gettext_lazy("Ryhmä"), empty_label=None
    )
    heads = WholeField(label=gettext_lazy("Montako paikkaa"), min_value=1, max_value=MOST_HEADS)

    def __init__(self, *args: Any, groups: list[PeerGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["group"]
        field.queryset = PeerGroup.objects.filter(pk__in=[group.pk for group in groups]).order_by("created_at", "pk")
        if len(groups) == 1:
            field.widget = forms.HiddenInput()
            self.initial.setdefault("group", groups[0].public_id)


class FeedbackForm(WatchedForm):
    """Three words on how it was."""

    watched_fields = ("text",)

    group = forms.ModelChoiceField(
        queryset=PeerGroup.objects.none(), to_field_name="public_id", label=gettext_lazy("Ryhmä"), empty_label=None
    )
    useful = forms.TypedChoiceField(
        label=gettext_lazy("Kuinka paljon ryhmä hyötyi"),
        choices=[(str(number), str(number)) for number in range(1, 6)],
        coerce=int,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("1 = ei lainkaan, 5 = paljon"),
    )
    text = NoteField(
        label=gettext_lazy("Mitä jäi käteen"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("Järjestäjä näkee tekstin ilman ryhmän nimeä. Kirjoita ryhmästä, älä ihmisistä."),
    )

    def __init__(self, *args: Any, groups: list[PeerGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["group"]
        field.queryset = PeerGroup.objects.filter(pk__in=[group.pk for group in groups])
        if len(groups) == 1:
            field.widget = forms.HiddenInput()
            self.initial.setdefault("group", groups[0].public_id)
