"""A person proposed for the training, and who proposed them. Kept only until it is settled, and a little after."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from courses.models import CoursePage, CourseRun

WHY_LENGTH = 500
CONSENT_VERSION = "2026-11"  # of the words that an advisor agrees to; see forms.py


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """Filters on candidates."""

    def open(self) -> "CandidateQuerySet":
        """Candidates of whom nobody has decided."""
        return self.filter(decided_at=None)


class Candidate(models.Model):
    """One address proposed for one course; however many advisors propose it, it is decided once."""

    class Outcome(models.TextChoices):
        """What the staff decided. Never shown to advisors."""

        INVITED = "invited", _("kutsuttu")
        NOT_INVITED = "not", _("ei kutsuttu")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(CoursePage, on_delete=models.CASCADE, related_name="candidates")
    email = models.EmailField(_("sähköposti"), max_length=254)
    name = models.CharField(_("nimi"), max_length=160)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("päätös"), max_length=7, choices=Outcome.choices, blank=True)
    run = models.ForeignKey(CourseRun, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("ehdokas")
        verbose_name_plural = _("ehdokkaat")
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "email"], condition=models.Q(decided_at=None), name="candidates_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at=None, outcome="")
                | (models.Q(decided_at__isnull=False) & ~models.Q(outcome="")),
                name="candidates_decided_somehow",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)  # never the address: this text gets into logs


class Proposal(models.Model):
    """One advisor's word for one candidate."""

    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="proposals")
    advisor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="proposals")
    organisation = models.ForeignKey(Organisation, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("nimi"), max_length=160)
    why = models.CharField(_("miksi"), max_length=WHY_LENGTH)
    consent_version = models.CharField(max_length=10)
    proposed_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("ehdotus")
        verbose_name_plural = _("ehdotukset")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "advisor"], name="candidates_proposed_once"),
            models.CheckConstraint(condition=~models.Q(consent_version=""), name="candidates_consent_said"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id}: {self.advisor_id}"
