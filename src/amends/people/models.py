"""Who is who: a person has no kind; what somebody is are rows beside the person (architecture, point 11)."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q

from amends.people.rows import Rows


class PersonQuerySet(models.QuerySet["Person"]):
    """Persons; live ones are those that are not practice."""

    def live(self) -> PersonQuerySet:
        """Persons that are not practice."""
        return self.filter(practice=False)


class Person(models.Model):
    """Somebody: a customer, a colleague, a contact. The desk's own voices ("clock", "mail") are named persons too."""

    name = models.CharField(max_length=200)
    voice = models.CharField(max_length=20, unique=True, null=True, blank=True)
    language = models.CharField(max_length=10, default="en")
    zone = models.CharField(max_length=60, blank=True)
    practice = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    objects = Rows.from_queryset(PersonQuerySet)()

    class Meta:
        db_table = "person"

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """The name to speak to somebody with, as far as it can be told from the whole name."""
        return self.name.split()[0] if self.name.split() else self.name


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts by e-mail address."""

    def get_queryset(self) -> models.QuerySet[Account]:
        """Accounts with their persons: every page of the desk asks for both."""
        return super().get_queryset().select_related("person")

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> Account:
        """An account; `person` is required. The password is hashed, None leaves it unusable."""
        account = self.model(email=self.normalize_email(email).lower(), **extra)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        """The account of an address, whatever its case."""
        return self.get(email__iexact=username)


class Account(AbstractBaseUser, PermissionsMixin):
    """The right of a person to sign in."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    single_keys = models.BooleanField(default=True)
    theme = models.CharField(max_length=10, default="system")
    undo_seconds = models.PositiveSmallIntegerField(default=15)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "account"

    def __str__(self) -> str:
        return self.email


class Role(models.TextChoices):
    """What a member of the team may do beside the work of the desk."""

    AGENT = "agent"
    LEAD = "lead"
    PROGRAMME = "programme"
    AUDITOR = "auditor"


class Membership(models.Model):
    """A person belongs to the team in a role, from one instant until another."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    reach = models.CharField(max_length=120, blank=True)
    takes_new = models.BooleanField(default=True)
    # Hours by weekday as a calendar has them; empty for those of the house.
    shifts = models.JSONField(default=dict)

    class Meta:
        db_table = "membership"
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(until=None), name="membership_one_open_a_person"),
        ]


class Absence(models.Model):
    """A member is away; a named stand-in answers meanwhile, and afterwards unless the cases are handed back (S0.10)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="stands_in")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    hands_back = models.BooleanField(default=False)

    class Meta:
        db_table = "absence"
        constraints = [
            models.CheckConstraint(condition=~Q(person=models.F("stand_in")), name="absence_stand_in_is_another"),
        ]


class Presence(models.Model):
    """That a member said "I am here" or "I am not", until an instant; the newest row counts (S2.35)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="presences")
    present = models.BooleanField()
    until = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "presence"


class ContactPoint(models.Model):
    """A way to reach a person, unless they refused to be reached by it; several may share one (a household's)."""

    EMAIL = "email"
    PHONE = "phone"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_points")
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=320)
    plain = models.CharField(max_length=320)
    added_at = models.DateTimeField()
    refused_at = models.DateTimeField(null=True, blank=True)

    objects = Rows()

    class Meta:
        db_table = "contact_point"
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "plain"], name="contact_point_once_a_person"),
        ]
        indexes = [models.Index(fields=["kind", "plain"], name="contact_point_plain")]


class House(models.Model):
    """The business whose desk this is. There is one row."""

    name = models.CharField(max_length=120)
    zone = models.CharField(max_length=60, default="Europe/London")
    country = models.CharField(max_length=10, default="GB-ENG")
    language = models.CharField(max_length=10, default="en")
    calendar = models.JSONField(default=dict)
    phone = models.CharField(max_length=40, blank=True)
    hours = models.CharField(max_length=120, blank=True)
    address = models.EmailField(blank=True)
    trade = models.CharField(max_length=20, default="other")
    alone = models.BooleanField(default=False)
    duty = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    secret = models.CharField(max_length=64, default=secrets.token_hex)
    set_up_at = models.DateTimeField()

    class Meta:
        db_table = "house"


class AccessToken(models.Model):
    """A key to the API for one account; only its hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "access_token"


class IdentityLink(models.Model):
    """Two records are the same person: a link that only adds, and can be taken back (domain B.4)."""

    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    because = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        db_table = "identity_link"


class Notice(models.Model):
    """Something a member of the team has to know: a code and values, worded when read (`ux.md` C65)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    code = models.CharField(max_length=40)
    case_number = models.BigIntegerField(null=True, blank=True)
    values = models.JSONField(default=dict)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    practice = models.BooleanField(default=False)

    class Meta:
        db_table = "notice"
        indexes = [
            models.Index(fields=["person", "-id"], condition=Q(seen_at=None), name="notice_unseen"),
        ]


def voice(name: str, at: datetime) -> Person:
    """The person the desk itself acts as: "clock" for timers, "mail" for what arrives by mail."""
    return Person.objects.get_or_create(voice=name, defaults={"name": name, "created_at": at})[0]
