"""Sets `request.today`, `.access` and `.acting_unit`; turns a refusal of a service into 403 or 404."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from nhipcau.access import Access, Forbidden, NotVisible
from nhipcau.accounts.clock import today
from nhipcau.units.clock import ensure_current


class AccessMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.today = today()
        ensure_current(request.today)
        if request.user.is_authenticated:
            request.access, request.acting_unit = request.user.access_and_unit(request.today)
        else:
            request.access, request.acting_unit = Access(None, "", request.today), None
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, NotVisible):
            raise Http404 from exception
        if isinstance(exception, Forbidden):
            raise PermissionDenied from exception
