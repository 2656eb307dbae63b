"""The roles people hold and what each may do. A role is held for a unit and everything below it."""

from dataclasses import dataclass

# Every permission there is, with what holding it means.
PERMISSIONS = {
    "units.read": "see the units and their places",
    "units.write": "change the tree of units",
    "people.read": "see who holds which role",
    "people.write": "give and take roles",
    "indicators.write": "change the catalogue of indicators",
    "documents.read": "read documents",
    "documents.write": "upload documents and confirm what was read from them",
    "programmes.read": "see programmes, targets and allocations",
    "programmes.write": "draft programmes and divide targets",
    "programmes.issue": "issue programmes and allocations with a decision number",
    "allocations.acknowledge": "acknowledge what was assigned to one's own unit",
    "reports.read": "see reports",
    "reports.fill": "fill in and submit the reports of one's own unit",
    "reports.approve": "approve and return the reports of units below",
    "figures.read": "see totals and open them",
    "audit.read": "see who did what",
    "system.operate": "run imports, recomputation and checks",
}


@dataclass(frozen=True)
class Role:
    """A role: its code, what it may do at its unit and below, and what only at its own unit."""

    code: str
    everywhere: frozenset[str]
    own_unit: frozenset[str] = frozenset()


_READ = frozenset({"units.read", "documents.read", "programmes.read", "reports.read", "figures.read"})
_OFFICE = _READ | {
    "people.read",
    "documents.write",
    "programmes.write",
    "programmes.issue",
    "reports.approve",
    "audit.read",
}
_OWN_REPORTS = frozenset({"reports.fill", "allocations.acknowledge"})

ROLES: dict[str, Role] = {
    role.code: role
    for role in (
        Role("confederation_office", _OFFICE | {"units.write", "people.write", "indicators.write"}, _OWN_REPORTS),
        Role("provincial_office", _OFFICE | {"units.write", "people.write"}, _OWN_REPORTS),
        Role("department", _READ | {"reports.approve"}),
        Role("leadership", _READ),
        Role("intermediate_officer", _OFFICE, _OWN_REPORTS),
        Role("grassroots_chair", _READ, _OWN_REPORTS),
        Role("auditor", _READ | {"people.read", "audit.read"}),
        Role("operator", frozenset({"units.read", "people.read", "people.write", "audit.read", "system.operate"})),
    )
}
