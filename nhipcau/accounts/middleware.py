"""Sets `request.today`, `.access` and `.acting_unit`; turns a refusal of a service into 403 or 404."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from nhipcau.access import Access, Forbidden, NotVisible
from nhipcau.accounts.clock import today
from nhipcau.units.clock import ensure_current
from nhipcau.units.models import Unit


def acting_unit(access: Access) -> Unit | None:
    """The unit the person acts for when nothing else is said; asked for only by pages that show it."""
    return Unit.objects.filter(pk=access.home.unit_id).first() if access.home else None


class AccessMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.today = today()
        ensure_current(request.today)
        if request.user.is_authenticated:
            request.access = request.user.access(request.today)
        else:
            request.access = Access(None, "", request.today)
        request.acting_unit = SimpleLazyObject(lambda: acting_unit(request.access))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if isinstance(exception, NotVisible):
            raise Http404 from exception
        if isinstance(exception, Forbidden):
            raise PermissionDenied from exception
