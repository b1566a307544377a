"""Rows in the portal, the choice of the digest, and the mails that wait in the outbox."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Notification(models.Model):
    """One thing a person was told in the portal, in the language the person had then."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    kind = models.SlugField(_("laji"), max_length=60)
    subject = models.CharField(_("otsikko"), max_length=200)
    text = models.TextField(_("teksti"), blank=True)
    url = models.CharField(_("osoite"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("luotu"))
    read_at = models.DateTimeField(_("luettu"), null=True, blank=True)
    in_digest = models.BooleanField(default=False, editable=False)  # waits for the digest, no mail of its own
    mail = models.ForeignKey(  # the mail that says the same, while the outbox remembers it
        "OutgoingMail", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    mailed_at = models.DateTimeField(null=True, blank=True, editable=False)  # when a digest took it along
    key = models.CharField(max_length=120, null=True, unique=True, editable=False)  # noqa: DJ001 -- many have none

    class Meta:
        verbose_name = _("ilmoitus")
        verbose_name_plural = _("ilmoitukset")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="notification_of_user"),
            models.Index(
                fields=["user"],
                condition=models.Q(in_digest=True, mailed_at=None, read_at=None),
                name="notification_for_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class DigestChoice(models.Model):
    """How often a person wants the digest of what needs no hurry, and when the last one went."""

    class Pace(models.TextChoices):
        """How often at most."""

        DAILY = "daily", _("enintään kerran päivässä")
        WEEKLY = "weekly", _("enintään kerran viikossa")
        OFF = "off", _("ei lainkaan")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_choice")
    pace = models.CharField(_("koosteviesti"), max_length=6, choices=Pace.choices, default=Pace.WEEKLY)
    last_sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("koosteviestin valinta")
        verbose_name_plural = _("koosteviestien valinnat")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.pace}"


class OutgoingMail(models.Model):
    """One mail to one address: the row is the queue of record, a task only wakes its sending."""

    class State(models.TextChoices):
        """Where the mail is on its way."""

        QUEUED = "queued", _("jonossa")
        SENDING = "sending", _("lähtemässä")
        SENT = "sent", _("lähetetty")
        UNSURE = "unsure", _("epävarma")
        FAILED = "failed", _("epäonnistunut")
        BOUNCED = "bounced", _("palautunut")
        HELD = "held", _("pysäytetty")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.EmailField(_("vastaanottaja"), max_length=254, db_index=True)
    sender = models.CharField(_("lähettäjä"), max_length=254)
    reply_to = models.CharField(_("vastausosoite"), max_length=254, blank=True)
    subject = models.CharField(_("otsikko"), max_length=300)
    text = models.TextField(_("teksti"))
    html = models.TextField(_("html-teksti"), blank=True)
    calendar = models.TextField(_("kalenteritieto"), blank=True)  # an iCalendar file that goes along
    kind = models.SlugField(_("laji"), max_length=60, blank=True)
    language = models.CharField(_("kieli"), max_length=2)
    unsubscribe_url = models.CharField(max_length=500, blank=True, editable=False)  # for the mail program's own button
    state = models.CharField(_("tila"), max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("yritykset"), default=0)
    next_try_at = models.DateTimeField(_("seuraava yritys"))
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    handed_over_at = models.DateTimeField(null=True, blank=True, editable=False)  # from then on it may have gone
    about = models.CharField(max_length=60, blank=True, db_index=True, editable=False)  # `run-12`: whose staff sees it
    values = models.JSONField(default=dict, blank=True, editable=False)  # what a held mail is made from later
    key = models.CharField(max_length=120, null=True, unique=True, editable=False)  # noqa: DJ001 -- many have none
    created_at = models.DateTimeField(_("luotu"))
    sent_at = models.DateTimeField(_("lähetetty"), null=True, blank=True)
    error = models.CharField(_("virhe"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("lähtevä viesti")
        verbose_name_plural = _("lähtevät viestit")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="outgoing_mail_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="sent", sent_at__isnull=False)
                | models.Q(state="bounced")
                | (~models.Q(state__in=["sent", "bounced"]) & models.Q(sent_at=None)),
                name="notifications_sent_mail_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sending") | models.Q(claimed_at__isnull=False),
                name="notifications_sending_mail_is_claimed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"
