"""Refuses what no page could read: the character NUL, which no column of the database takes, and endless numbers."""

import re
from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from nhipcau.web.views import no_text

NUL = "\0"
# Python reads no number of more than 4,300 digits; no page asks for one of more than twenty.
_MOST_DIGITS = 4000
_DIGITS = re.compile(r"\d+")


class ReadableMiddleware:
    """Stands before everything that looks into the database: addresses, questions, forms and cookies are text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for text in _texts(request):
            if NUL in text:
                return no_text(request)
            if len(text) > _MOST_DIGITS and _has_endless_number(text):
                raise BadRequest("a number of thousands of digits")
        return self.get_response(request)


def _has_endless_number(text: str) -> bool:
    # Run by run, never `\d{4001}`: that tries anew at every digit, minutes for ten megabytes of shorter runs.
    return any(found.end() - found.start() > _MOST_DIGITS for found in _DIGITS.finditer(text))


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path
    yield from request.COOKIES
    yield from request.COOKIES.values()
    try:
        sent = (request.GET, request.POST)
    except UnreadablePostError as broken:
        raise BadRequest("the connection broke while the form was sent") from broken
    for entries in sent:
        for name, values in entries.lists():
            yield name
            yield from values
