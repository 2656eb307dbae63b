"""Back to where a person was: the address a form carries in `next`, or the page it stood on, when it is one of ours."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def way_back(request: HttpRequest, otherwise: str) -> str:
    """The posted `next` when it is an address of this site, beginning with a slash; else `otherwise`."""
    back: str = request.POST.get("next", "")
    return back if back.startswith("/") and _ours(request, back) else otherwise


def page_before(request: HttpRequest) -> str:
    """The page of this site a request came from; the first page where the browser does not say."""
    before = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if not _ours(request, before):
        return "/"
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"


def _ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
