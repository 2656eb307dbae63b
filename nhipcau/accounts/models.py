"""People, and the roles they hold for units and dates."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from nhipcau.access import ROLES, Access
from nhipcau.access import Grant as HeldGrant
from nhipcau.units.models import Unit


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(username__iexact=username)


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, access: Access) -> "PersonQuerySet":
        """People who hold, or held, a role at a unit where the asking person may see roles."""
        if access.everything:
            return self
        wanted = models.Q(pk=access.person_id)
        for scope in access.scopes("people.read"):
            wanted |= models.Q(grants__unit__path__startswith=scope)
        return self.filter(wanted).distinct()


class Person(AbstractBaseUser):
    """Someone who signs in. Kept minimal: a sign-in name, a name to show, an address for notices."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=5, default="vi")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = People.from_queryset(PersonQuerySet)()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.username

    def access(self, today: date) -> Access:
        """What this person may see and do on `today`: one query."""
        return self.access_and_unit(today)[0]

    def access_and_unit(self, today: date) -> "tuple[Access, Unit | None]":
        """The same, with the unit the person acts for: one query for both."""
        grants = list(self.grants.select_related("unit"))
        held = Access.of(person_id=self.pk, name=str(self), grants=[grant.held() for grant in grants], today=today)
        home = held.home.unit_id if held.home else None
        return held, next((grant.unit for grant in grants if grant.unit_id == home), None)


class GrantQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, access: Access) -> "GrantQuerySet":
        """Grants at units where the person may see roles, and the person's own."""
        if access.everything:
            return self
        wanted = models.Q(person_id=access.person_id)
        for scope in access.scopes("people.read"):
            wanted |= models.Q(unit__path__startswith=scope)
        return self.filter(wanted)


class Grant(models.Model):
    """A role × a unit and everything below it × dates."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=40, choices=[(code, code) for code in ROLES])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="grants")
    owner = models.CharField(max_length=60, blank=True, help_text="the department whose indicators are meant")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "unit", "owner", "valid_from"], name="accounts_grant_once"
            ),
        ]

    def held(self) -> HeldGrant:
        return HeldGrant(self.role, self.unit_id, self.unit.path, self.valid_from, self.valid_to, self.owner)


def display_name(person: Person) -> str:
    """How a person is named on pages of the sign-in library."""
    return str(person)
