"""What every page knows: its menu and the day."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def page(request: HttpRequest) -> dict[str, Any]:
    """`menu`: (label, address, whether it is the current place) of what the person may open; `today`."""
    access = getattr(request, "access", None)
    if access is None or access.person_id is None:
        return {"menu": [], "today": getattr(request, "today", None)}
    current = request.resolver_match.url_name if request.resolver_match else ""
    section = "/" + request.path.strip("/").split("/")[0] + "/" if request.path != "/" else None
    menu = []
    for label, name, permission in settings.MENU:
        if permission is None or access.may_somewhere(permission):
            try:
                address = reverse(name)
            except NoReverseMatch:
                continue
            menu.append((label, address, name == current or (section is not None and address.startswith(section))))
    return {"menu": menu, "today": getattr(request, "today", None), "access": access}
