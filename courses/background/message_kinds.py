"""The messages about the funder's data, with what an editor's own text may name."""

from django.utils.translation import gettext_lazy as _

from notifications.kinds import MessageKind, Urgency

PROJECT = {"hanke": (_("hankkeen nimi"), _("Rannan voimavarat")), "koodi": (_("hankkeen koodi"), "S30001")}

KINDS = [
    MessageKind(
        name="eura-entry",
        title=_("Muistutus aloitustiedoista"),
        urgency=Urgency.NOW,
        subject=_("Muistutus: anna aloitustiedot rahoittajalle"),
        text=_("Jos olet jo antanut ne, merkitse se Peiliin, niin emme muistuta enää."),
        values=PROJECT,
        needs=("koodi",),
    ),
    MessageKind(
        name="eura-exit",
        title=_("Muistutus lopetustiedoista"),
        urgency=Urgency.NOW,
        subject=_("Muistutus: anna lopetustiedot rahoittajalle"),
        text=_("Anna lopetustiedot rahoittajan omassa palvelussa ja merkitse se Peiliin."),
        values=PROJECT,
        needs=("koodi",),
    ),
]
