"""What one person may see and do today."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from nhipcau.access.roles import PERMISSIONS, ROLES


class Refused(Exception):
    """The act is not this person's to do."""


class NotVisible(Refused):
    """The object lies outside the person's scope: for them it does not exist (404)."""


class Forbidden(Refused):
    """The object is visible, the right is missing (403)."""


@dataclass(frozen=True)
class Grant:
    """A role held for a unit and what lies below it, from `valid_from` until before `valid_to` (None: open).

    `path` is the unit's place in today's tree, ids from the root down: `/1/34/560/`.
    `owner` narrows a department to the indicators it owns; empty for all.
    """

    role: str
    unit_id: int
    path: str
    valid_from: date
    valid_to: date | None = None
    owner: str = ""

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True)
class Access:
    """A person with the grants that hold today. Passed to services as `by` and to reads as `visible_to(access)`."""

    person_id: int | None
    name: str
    today: date
    grants: tuple[Grant, ...] = ()
    everything: bool = field(default=False)

    @classmethod
    def of(cls, *, person_id: int, name: str, grants: Iterable[Grant], today: date) -> "Access":
        """The access of a signed-in person: grants that do not hold `today` are left out."""
        return cls(person_id, name, today, tuple(grant for grant in grants if grant.holds_on(today)))

    @property
    def home(self) -> Grant | None:
        """The grant the person acts under when nothing else is said: the one highest in the tree."""
        return min(self.grants, key=lambda grant: (grant.path.count("/"), grant.path), default=None)

    def scopes(self, permission: str) -> tuple[str, ...]:
        """Paths of the subtrees in which the person holds `permission`, none inside another.

        A permission that counts at the own unit only gives no subtree: ask `own_units`.
        """
        _known(permission)
        paths = {grant.path for grant in self.grants if permission in ROLES[grant.role].everywhere}
        return tuple(sorted(p for p in paths if not any(p != other and p.startswith(other) for other in paths)))

    def own_units(self, permission: str) -> tuple[int, ...]:
        """Ids of the units at which (and not below which) the person holds `permission`."""
        _known(permission)
        return tuple(sorted({g.unit_id for g in self.grants if permission in ROLES[g.role].own_unit}))

    def may(self, permission: str, path: str) -> bool:
        """Whether the person holds `permission` at the unit of `path`."""
        if self.everything:
            return True
        if any(path.startswith(scope) for scope in self.scopes(permission)):
            return True
        unit_id = int(path.rstrip("/").rpartition("/")[2] or 0)
        return unit_id in self.own_units(permission)

    def owners(self, permission: str, path: str) -> frozenset[str] | None:
        """Which departments' indicators a permission over units below reaches at the unit of `path`; None: all."""
        _known(permission)
        held = {
            grant.owner if grant.role == "department" else ""
            for grant in self.grants
            if permission in ROLES[grant.role].everywhere and path.startswith(grant.path)
        }
        return None if self.everything or "" in held else frozenset(held)

    def may_somewhere(self, permission: str) -> bool:
        """Whether there is any unit at which the person holds `permission`."""
        return self.everything or bool(self.scopes(permission) or self.own_units(permission))

    def sees(self, path: str) -> bool:
        """Whether the unit of `path` lies in any of the person's subtrees."""
        return self.everything or any(path.startswith(grant.path) for grant in self.grants)

    def require(self, permission: str, path: str) -> None:
        """Raises NotVisible when the unit is outside the person's scope, Forbidden when the right is missing."""
        if self.may(permission, path):
            return
        raise Forbidden(permission) if self.sees(path) else NotVisible(permission)

    def require_somewhere(self, permission: str) -> None:
        """Raises Forbidden when there is no unit at which the person holds `permission`."""
        if not self.may_somewhere(permission):
            raise Forbidden(permission)

    def ancestors(self) -> tuple[int, ...]:
        """Ids of the units above (and at) the person's own: what they issued for all below is visible here."""
        return tuple(sorted({int(part) for grant in self.grants for part in grant.path.split("/") if part}))


def system_access(*, today: date, name: str = "nhipcau") -> Access:
    """The access of the installation itself: commands at its own terminal and jobs. Sees and may everything."""
    return Access(None, name, today, everything=True)


def _known(permission: str) -> None:
    if permission not in PERMISSIONS:
        raise KeyError(f"no such permission: {permission}")
