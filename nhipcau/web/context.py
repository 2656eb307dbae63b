"""What every page knows: its menu and the day."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from nhipcau.access import Access


def page(request: HttpRequest) -> dict[str, Any]:
    """`menu` and `tabs`: (label, address, whether it is the current place) of what the person may open; `today`."""
    access = getattr(request, "access", None)
    if access is None or access.person_id is None:
        return {"menu": [], "tabs": [], "today": getattr(request, "today", None)}
    part = request.path.strip("/").split("/")[0]
    menu: list[tuple[Any, str, bool]] = []
    tabs: list[tuple[Any, str, str | None, str]] = []
    for label, name, permission, parts in settings.MENU:
        if _may(access, permission):
            current = part in parts if part else name == "my-duties"
            menu.append((label, reverse(name), current))
            if current:
                tabs = settings.TABS.get(name, [])
    beside = [(label, reverse(name), own == part) for label, name, permission, own in tabs if _may(access, permission)]
    # One page alone needs no tabs.
    return {
        "menu": menu,
        "tabs": beside if len(beside) > 1 else [],
        "today": getattr(request, "today", None),
        "access": access,
    }


def _may(access: Access, permission: str | None) -> bool:
    return permission is None or access.may_somewhere(permission)
