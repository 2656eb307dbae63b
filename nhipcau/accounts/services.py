"""Making people known, giving and taking roles."""

import secrets
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from nhipcau.access import ROLES, Access
from nhipcau.accounts.models import Grant, Person
from nhipcau.accounts.queries import roles_to_give
from nhipcau.audit.services import record
from nhipcau.units.models import Unit
from nhipcau.web.problems import Problem


def _may_give(by: Access, unit: Unit, role: str) -> None:
    by.require("people.write", unit.path)
    if role not in roles_to_give(by, unit.path):
        raise Problem(_("You can only give roles that do not reach further than your own."))


@transaction.atomic
def make_person(*, by: Access, username: str, name: str, email: str, role: str, unit: Unit) -> tuple[Person, str]:
    """A new person with a first role; gives the person and a first password to hand over.

    Raises Problem when the sign-in name is taken or no name is given, NotVisible and Forbidden by the giver's rights.
    """
    by.require("people.write", unit.path)
    username, name = username.strip().lower(), name.strip()
    if not username or not name:
        raise Problem(_("Give a sign-in name and the name to show."))
    if Person.objects.filter(username__iexact=username).exists():
        raise Problem(_("The sign-in name “%(name)s” is taken: choose another.") % {"name": username})
    password = secrets.token_urlsafe(9)
    person = Person(username=username, name=name, email=email.strip())
    person.set_password(password)
    person.save()
    record(by, "accounts.person.made", person, unit_id=unit.pk, unit_path=unit.path, after={"username": username})
    give_role(by=by, person=person, role=role, unit=unit, valid_from=by.today)
    return person, password


@transaction.atomic
def give_role(
    *,
    by: Access,
    person: Person,
    role: str,
    unit: Unit,
    valid_from: date,
    valid_to: date | None = None,
    owner: str = "",
) -> Grant:
    """Gives `role` at `unit` and below; giving it twice changes nothing. Raises Problem for an unknown role."""
    if role not in ROLES:
        raise Problem(_("There is no such role."))
    _may_give(by, unit, role)
    if valid_to is not None and valid_to <= valid_from:
        raise Problem(_("The role must end after the day it begins."))
    grant, made = Grant.objects.get_or_create(
        person=person, role=role, unit=unit, owner=owner, valid_from=valid_from, defaults={"valid_to": valid_to}
    )
    if made:
        after = {"person": str(person), "role": role, "from": valid_from, "to": valid_to}
        record(by, "accounts.grant.given", grant, unit_id=unit.pk, unit_path=unit.path, after=after)
    return grant


@transaction.atomic
def end_role(*, by: Access, grant: Grant, reason: str) -> None:
    """Ends a role today. Rows are kept: who held what when stays known. Raises Problem when it has ended already."""
    by.require("people.write", grant.unit.path)
    if not reason.strip():
        raise Problem(_("Say why the role ends."))
    ended = Grant.objects.filter(pk=grant.pk, valid_to__isnull=True).update(valid_to=max(by.today, grant.valid_from))
    if ended != 1:
        raise Problem(_("This role has ended already."))
    record(
        by,
        "accounts.grant.ended",
        grant,
        unit_id=grant.unit_id,
        unit_path=grant.unit.path,
        before={"role": grant.role, "person": str(grant.person)},
        after={"to": by.today},
        reason=reason,
    )


@transaction.atomic
def reset_password(*, by: Access, person: Person) -> str:
    """A new first password for someone whose roles all lie where the giver may give roles."""
    for grant in person.grants.select_related("unit"):
        by.require("people.write", grant.unit.path)
    password = secrets.token_urlsafe(9)
    try:
        validate_password(password, person)
    except ValidationError as weak:
        raise Problem(" ".join(weak.messages)) from weak
    person.set_password(password)
    person.save(update_fields=["password"])
    record(by, "accounts.person.password_reset", person)
    return password
