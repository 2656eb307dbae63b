"""Rights, answered in one place and without a database.

Two questions: may this person do this *there*? what may this person *see*? A grant is role × unit subtree × dates;
rights follow today's tree. Outside one's scope an object does not exist (404); inside it without the right it is
refused (403).
"""

from nhipcau.access.access import Access, Forbidden, Grant, NotVisible, Refused, system_access
from nhipcau.access.roles import PERMISSIONS, ROLES, Role

__all__ = ["PERMISSIONS", "ROLES", "Access", "Forbidden", "Grant", "NotVisible", "Refused", "Role", "system_access"]
