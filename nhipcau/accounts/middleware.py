"""Sets `request.today` and `request.access` for every request; turns a refusal of a service into 403 or 404."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from nhipcau.access import Access, Forbidden, NotVisible
from nhipcau.accounts.clock import today


class AccessMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.today = today()
        if request.user.is_authenticated:
            request.access = request.user.access(request.today)
        else:
            request.access = Access(None, "", request.today)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, NotVisible):
            raise Http404 from exception
        if isinstance(exception, Forbidden):
            raise PermissionDenied from exception
