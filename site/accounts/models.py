"""Who a person is; what a person may do follows from memberships elsewhere, never from a field here."""

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.business_id import validate_business_id


def normalize_email(address: str) -> str:
    """Return the address as it is stored: without outer blanks, in lower case.

    One person who types the address in another case is the same person.
    """
    return address.strip().lower()


class UserManager(BaseUserManager["User"]):
    """Makes people by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Create and return a person; without a password the person signs in by a code sent by mail."""
        user = self.model(email=normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """Create and return an administrator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=normalize_email(email or ""))


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]  # Wagtail has no types
    """A person with an account. Holds no birth date and no personal identity code, by design."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("sähköposti"), max_length=254)
    given_name = models.CharField(_("etunimi"), max_length=80)
    family_name = models.CharField(_("sukunimi"), max_length=80)
    certificate_name = models.CharField(
        _("nimi todistuksessa"), max_length=160, blank=True, help_text=_("Jos tyhjä, etunimi ja sukunimi.")
    )
    language = models.CharField(
        _("kieli"), max_length=2, choices=[("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")], default="fi"
    )
    is_active = models.BooleanField(_("aktiivinen"), default=True)
    is_staff = models.BooleanField(_("ylläpitäjä"), default=False)
    created_at = models.DateTimeField(_("luotu"), auto_now_add=True)
    anonymized_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["given_name", "family_name"]

    class Meta:
        verbose_name = _("käyttäjä")
        verbose_name_plural = _("käyttäjät")
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_unique")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def clean(self) -> None:
        super().clean()
        self.email = normalize_email(self.email)

    def get_full_name(self) -> str:
        """Return the given and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    def get_short_name(self) -> str:
        """Return the name one is greeted by."""
        return self.given_name or self.email

    @property
    def first_name(self) -> str:
        """The given name, under the name Wagtail and allauth look for."""
        return self.given_name

    @first_name.setter
    def first_name(self, value: str) -> None:
        self.given_name = value

    @property
    def last_name(self) -> str:
        """The family name, under the name Wagtail and allauth look for."""
        return self.family_name

    @last_name.setter
    def last_name(self, value: str) -> None:
        self.family_name = value

    @property
    def printed_name(self) -> str:
        """The name as it is printed on certificates."""
        return self.certificate_name or self.get_full_name()


class Organisation(models.Model):
    """An employer, commissioner or partner: a development company, an association, a firm."""

    class Kind(models.TextChoices):
        """What sort of organization it is."""

        UAS = "uas", _("ammattikorkeakoulu")
        DEVELOPMENT = "development", _("kehittämisyhtiö")
        ASSOCIATION = "association", _("yhdistys")
        COMPANY = "company", _("yritys")
        PUBLIC = "public", _("kunta tai muu julkinen")
        OTHER = "other", _("muu")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("nimi"), max_length=160, unique=True)
    slug = models.SlugField(_("osoitteen osa"), max_length=80, unique=True)
    business_id = models.CharField(_("Y-tunnus"), max_length=9, blank=True, validators=[validate_business_id])
    kind = models.CharField(_("tyyppi"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    municipality = models.CharField(_("kunta"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("organisaatio")
        verbose_name_plural = _("organisaatiot")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OrganisationContact(models.Model):
    """A person's membership as a contact of an organization; ends without deleting the person."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="organisation_contacts")
    since = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("yhteyshenkilö")
        verbose_name_plural = _("yhteyshenkilöt")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=models.Q(ended_at=None),
                name="accounts_contact_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} / {self.organisation}"


class TermsAcceptance(models.Model):
    """That a person accepted a version of the terms of use, and when. Kept as proof; holds no address of a device."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="terms_acceptances")
    version = models.CharField(_("ehtojen versio"), max_length=20)
    accepted_at = models.DateTimeField(_("hyväksytty"))

    class Meta:
        verbose_name = _("käyttöehtojen hyväksyntä")
        verbose_name_plural = _("käyttöehtojen hyväksynnät")
        constraints = [models.UniqueConstraint(fields=["user", "version"], name="accounts_terms_accepted_once")]

    def __str__(self) -> str:
        return f"{self.user} / {self.version}"


class ErasureRecord(models.Model):
    """That something was erased or taken back: a digest and a moment, nothing of what or whose (accounts.ledger)."""

    kind = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    written_at = models.DateTimeField(null=True, blank=True, db_index=True)  # into the file beside the database

    class Meta:
        verbose_name = _("poiston merkintä")
        verbose_name_plural = _("poistojen merkinnät")
        constraints = [models.UniqueConstraint(fields=["kind", "digest"], name="accounts_erased_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.digest[:8]}"
