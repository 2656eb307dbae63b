"""Who is not signed in goes to the door and comes back to the page they were on; an address without a page says so."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url

from nhipcau.web import views
from nhipcau.web.back import page_before


class EntranceMiddleware(LoginRequiredMiddleware):
    """Closed unless a view says `login_not_required`.

    What was sent after the session had ended is not sent again by signing in: the person comes back to the page the
    form stood on, not to the form's own address, which has nothing to show.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        closed = super().process_view(request, view_func, view_args, view_kwargs)
        in_place = request.headers.get("HX-Request") == "true"
        if closed is None or (request.method in ("GET", "HEAD") and not in_place):
            return closed
        door = redirect_to_login(page_before(request), resolve_url(settings.LOGIN_URL))
        # A part of a page cannot hold the door: the whole page goes there.
        return HttpResponse(status=204, headers={"HX-Redirect": door.url}) if in_place else door

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        return views.no_page(request, response) if response.status_code == 405 else response
