"""The register of experts: inviting, the expert's own consent and card, withdrawing, asking through the relay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User as Account
from accounts.models import normalize_email
from courses.experts.domain.links import email_key, fits, key_of, make_token
from courses.experts.domain.refusals import ExpertRefusal
from courses.experts.enums import CardState, Fee, TagKind
from courses.experts.models import ContactMessage, Expert, ExpertTag
from courses.experts.notices import CONSENT_VERSION
from notifications.domain import notify, queue_mail

if TYPE_CHECKING:
    from accounts.models import User

INVITED_FOR = timedelta(days=30)
ONE_DAY = timedelta(days=1)
MOST_INVITATIONS, MOST_MESSAGES = 10, 5  # by one person in a day


class UnableToRegister(ExpertRefusal):
    """The card cannot be made or changed so; the message says why."""


@dataclass(frozen=True)
class Card:
    """What an expert tells of themselves."""

    name: str
    introduction: str
    topics: tuple[str, ...]
    regions: tuple[str, ...]
    languages: tuple[str, ...]
    is_remote: bool
    fee: str
    fee_amount: Decimal | None
    shows_address: bool
    is_public: bool

    @classmethod
    def of(cls, expert: Expert) -> Card:
        """Return what a stored card tells."""
        plain = ("name", "introduction", "is_remote", "fee", "fee_amount", "shows_address", "is_public")
        return cls(
            topics=tuple(expert.tags_of(TagKind.TOPIC)),
            regions=tuple(expert.tags_of(TagKind.REGION)),
            languages=tuple(expert.tags_of(TagKind.LANGUAGE)),
            **{name: getattr(expert, name) for name in plain},
        )


def link_of(expert: Expert) -> str:
    """Return the whole address of the card's own page."""
    token = make_token(key=expert.public_id, generation=expert.generation)
    return settings.BASE_URL.rstrip("/") + reverse("experts:card", kwargs={"token": token})


def find_card(*, token: str) -> Expert | None:
    """Return the card that a link belongs to, or None for a link that does not hold."""
    key = key_of(token)
    expert = Expert.objects.filter(public_id=key).exclude(state=CardState.WITHDRAWN).first() if key else None
    return expert if expert and fits(token, generation=expert.generation) else None


def invite_expert(*, email: str, by: User, at: datetime) -> None:
    """This function will ask somebody by mail for a card of their own; nothing of them is shown before they consent.

    The same address is mailed once in a day and never again after it has withdrawn, and the sender is told nothing of
    either. Raises UnableToRegister over the day's quota.
    """
    address = normalize_email(email)
    with transaction.atomic():
        if Expert.objects.filter(invited_by=by, invited_at__gt=at - ONE_DAY).count() >= MOST_INVITATIONS:
            raise UnableToRegister(_("Olet kutsunut tänään jo monta asiantuntijaa. Jatka huomenna."))
        expert = Expert.objects.select_for_update(of=("self",)).filter(email_key=email_key(address)).first()
        if expert and (expert.state != CardState.INVITED or (expert.invited_at and expert.invited_at > at - ONE_DAY)):
            return
        expert = expert or Expert(email=address, email_key=email_key(address))
        expert.invited_by, expert.invited_at, expert.changed_at = by, at, at
        expert.save()
        _mail(expert, "invitation", gettext_lazy("Pyyntö asiantuntijarekisteriin"), at, who=by.get_full_name())


def _mail(expert: Expert, what: str, subject: Any, at: datetime, reply_to: str = "", **values: str) -> None:
    """Put a mail to the expert into the outbox, in the expert's language as far as it is known."""
    language = expert.user.language if expert.user else "fi"
    with translation.override(language):
        queue_mail(
            to=expert.email,
            subject=str(subject),
            text=render_to_string(f"experts/mail/{what}.txt", {"link": link_of(expert), **values}),
            reply_to=reply_to,
            kind=f"expert-{what}",
            language=language,
            at=at,
        )


def send_link(*, email: str, at: datetime) -> None:
    """This function will mail the link of the own card to an address that has one; it tells nothing otherwise."""
    with transaction.atomic():
        rows = Expert.objects.select_for_update(of=("self",)).exclude(state=CardState.WITHDRAWN)
        expert = rows.filter(email_key=email_key(email)).first()
        if expert:
            _mail(expert, "link", gettext_lazy("Linkki asiantuntijakorttiisi"), at)


def card_for(*, user: User) -> Expert | None:
    """Return the person's own card, by the account or by its confirmed address."""
    keys = Q(user=user) | Q(user=None, email_key=email_key(user.email))
    return Expert.objects.filter(keys).exclude(state=CardState.WITHDRAWN).order_by("user").first()


def save_card(*, expert: Expert | None, card: Card, user: User | None, at: datetime) -> Expert:
    """This function will keep the card with the expert's consent to the present text.

    Raises UnableToRegister for a card that has been withdrawn meanwhile.
    """
    with transaction.atomic():
        if expert is None and user is not None:
            row = Expert.objects.filter(email_key=email_key(user.email)).first()
            row = row or Expert(email_key=email_key(user.email))
            row.email = user.email
        else:
            row = Expert.objects.select_for_update(of=("self",)).get(pk=expert.pk)  # type: ignore[union-attr]
            if row.state == CardState.WITHDRAWN:
                raise UnableToRegister(_("Kortti on poistettu. Tee uusi kortti, jos haluat takaisin rekisteriin."))
        if user is not None:
            row.user = user
        _fill(row, card, at)
        _set_tags(row, card)
    return row


def _fill(row: Expert, card: Card, at: datetime) -> None:
    for name in ("name", "introduction", "is_remote", "fee", "shows_address", "is_public"):
        setattr(row, name, getattr(card, name))
    row.fee_amount = card.fee_amount if card.fee == Fee.PAID else None
    if row.state != CardState.CONSENTED or row.consent_version != CONSENT_VERSION:
        row.consented_at = at
    row.state, row.consent_version, row.withdrawn_at, row.changed_at = CardState.CONSENTED, CONSENT_VERSION, None, at
    row.save()


def _set_tags(row: Expert, card: Card) -> None:
    row.tags.all().delete()
    wanted = {TagKind.TOPIC: card.topics, TagKind.REGION: card.regions, TagKind.LANGUAGE: card.languages}
    ExpertTag.objects.bulk_create(
        ExpertTag(expert=row, kind=kind, value=value)
        for kind, values in wanted.items()
        for value in dict.fromkeys(values)
    )


def withdraw_card(*, expert: Expert, at: datetime) -> None:
    """This function will withdraw the consent: the card is emptied at once, its link leads nowhere. Safe to repeat."""
    with transaction.atomic():
        row = Expert.objects.select_for_update(of=("self",)).get(pk=expert.pk)
        if row.state == CardState.WITHDRAWN:
            return
        row.tags.all().delete()
        row.messages.all().delete()
        row.sessions.update(guest="")
        row.user, row.email, row.name, row.introduction = None, "", "", ""
        row.shows_address = row.is_public = row.is_remote = False
        row.fee, row.fee_amount, row.invited_by = Fee.ASK, None, None
        row.state, row.withdrawn_at, row.changed_at = CardState.WITHDRAWN, at, at
        row.generation += 1
        row.save()


def remove_card(*, expert: Expert, at: datetime) -> None:
    """This function will take a card out of the register by a coordinator's decision, and tell the expert."""
    with transaction.atomic():
        if expert.email:
            _mail(expert, "removed", gettext_lazy("Korttisi on poistettu asiantuntijarekisteristä"), at)
        withdraw_card(expert=expert, at=at)


def experts_shown(
    *, public_only: bool, topic: str = "", region: str = "", language: str = "", free: bool = False
) -> QuerySet[Expert]:
    """Return the cards that may be seen, narrowed as asked; tags come along in one more query."""
    rows = Expert.objects.filter(state=CardState.CONSENTED)
    if public_only:
        rows = rows.filter(is_public=True)
    for kind, value in ((TagKind.TOPIC, topic), (TagKind.LANGUAGE, language)):
        if value:
            rows = rows.filter(pk__in=ExpertTag.objects.filter(kind=kind, value=value).values("expert_id"))
    if region:
        there = ExpertTag.objects.filter(kind=TagKind.REGION, value=region).values("expert_id")
        rows = rows.filter(Q(pk__in=there) | Q(is_remote=True))
    if free:
        rows = rows.filter(fee=Fee.FREE)
    return rows.prefetch_related("tags").order_by("name", "pk")


def write_to_expert(*, expert: Expert, by: User, text: str, at: datetime) -> None:
    """This function will send a facilitator's words to an expert by mail; the answer goes straight to the facilitator.

    The expert's address stays hidden and the words are not kept. Raises UnableToRegister over the day's quota.
    """
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=by.pk)
        if ContactMessage.objects.filter(sender=by, sent_at__gt=at - ONE_DAY).count() >= MOST_MESSAGES:
            raise UnableToRegister(_("Olet lähettänyt tänään jo monta viestiä asiantuntijoille. Jatka huomenna."))
        row = Expert.objects.select_for_update(of=("self",)).filter(pk=expert.pk, state=CardState.CONSENTED).first()
        if row is None:
            raise UnableToRegister(_("Kortti on poistettu rekisteristä."))
        ContactMessage.objects.create(expert=row, sender=by, sent_at=at)
        _pass_on(row, by, text, at)


def _pass_on(row: Expert, by: User, text: str, at: datetime) -> None:
    subject = gettext_lazy("Työpeili-ohjaaja kysyy sinua asiantuntijaksi")
    _mail(row, "message", subject, at, by.email, who=by.get_full_name(), words=text)
    if row.user:
        notify(
            user=row.user,
            kind="expert-asked",
            subject=lambda: _("Ohjaaja kysyy sinua asiantuntijaksi"),
            text=lambda: _("Viesti on sähköpostissasi. Vastaa siihen sähköpostitse."),
            at=at,
            in_digest=True,
        )


def drop_unanswered(*, at: datetime) -> int:
    """This function will delete the addresses of those who have not answered an invitation in its time."""
    return Expert.objects.filter(state=CardState.INVITED, invited_at__lt=at - INVITED_FOR).delete()[0]


def attach_card(*, expert: Expert, user: User, at: datetime) -> bool:
    """This function will tie a consented card to an account; return whether it belongs to it now. Safe to repeat."""
    with transaction.atomic():
        row = Expert.objects.select_for_update(of=("self",)).get(pk=expert.pk)
        taken = Expert.objects.filter(user=user).exclude(pk=row.pk).exists()
        if row.state != CardState.CONSENTED or taken or row.user_id not in (None, user.pk):
            return False
        row.user, row.changed_at = user, at
        row.save(update_fields=["user", "changed_at"])
    return True
