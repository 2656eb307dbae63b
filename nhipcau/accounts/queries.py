"""Reads of the people pages."""

from nhipcau.access import ROLES, Access


def roles_to_give(by: Access, path: str | None = None) -> list[str]:
    """The roles this person may give at the unit of `path`, without one somewhere: only such as give nothing the
    giver does not hold there. Nobody lifts themselves up."""
    if by.everything:
        return list(ROLES)
    held = {grant.role for grant in by.grants if path is None or path.startswith(grant.path)}
    own = set().union(*(ROLES[name].everywhere for name in held)) if held else set()
    return [name for name, role in ROLES.items() if name != "operator" and role.everywhere <= own | {"reports.approve"}]
