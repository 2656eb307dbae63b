"""The language switch, and the pages for what went wrong."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhipcau.web.back import way_back


@login_not_required
@require_POST
def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Remembers the language in a cookie and goes back to the page."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    response = HttpResponseRedirect(way_back(request, "/"))
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=365 * 24 * 3600, samesite="Lax")
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the site could not read what was sent."""
    return _unread(_("Go back, reload the page and try again. If the address was typed by hand, check it."))


def no_text(request: HttpRequest) -> HttpResponse:
    """400: an address, a form or a cookie holds a NUL."""
    advice = _(
        "Nothing was changed: it holds a character that belongs to no text (NUL), mostly pasted from a file that is no "
        "text. Go back, type that part anew and send it again."
    )
    return _unread(advice)


def _unread(advice: str) -> HttpResponse:
    """Not drawn from the request, which is what is broken."""
    context = {"heading": _("The site could not read that request"), "advice": advice}
    return HttpResponse(render_to_string("web/error.html", context), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: visible, but not this person's to do."""
    return _page(
        request,
        403,
        _("This is not yours to do"),
        _("Your role does not include it. If it should, ask the office that gave you your account."),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not there for this person."""
    return _page(
        request,
        404,
        _("There is nothing here for you"),
        _("The address may be wrong, the thing may be gone, or it belongs to a unit outside your scope."),
    )


def no_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """405: the address takes what a form sends (or only shows): someone typed it, or reloaded after sending."""
    advice = _("This address only takes what a button on a page sends. Go back to the page and press it there.")
    page = _page(request, 405, _("There is no page at this address"), advice)
    page["Allow"] = response["Allow"]
    return page


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form came without its token, mostly because cookies are off or the page lay open too long."""
    return _page(
        request,
        403,
        _("The page was open too long"),
        _("Nothing was changed. Go back, reload the page and send the form again; cookies must be allowed."),
    )


def failed(request: HttpRequest) -> HttpResponse:
    """500: our fault. Needs neither database nor session; names the moment, to find it in the log."""
    return HttpResponse(
        render_to_string(
            "web/error.html",
            {
                "heading": _("The site made a mistake"),
                "advice": _(
                    "What you had saved is kept, what you just sent was not taken. Try again in a minute; if it "
                    "happens again, tell the person who runs the site this moment:"
                ),
                "moment": timezone.now(),
            },
        ),
        status=500,
    )


def _page(request: HttpRequest, status: int, heading: str, advice: str) -> HttpResponse:
    return render(request, "web/error.html", {"heading": heading, "advice": advice}, status=status)
