"""Back to where a person was: the address a form carries in `next`, when it is one of ours."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The posted `next` when it is an address of this site, beginning with a slash; else `otherwise`."""
    back: str = request.POST.get("next", "")
    ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return back if ours else otherwise
