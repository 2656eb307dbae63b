"""Refuses a request that holds the character NUL, which no text has and no column of the database takes."""

from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from nhipcau.web.views import no_text

NUL = "\0"


class ReadableMiddleware:
    """Stands before everything that looks into the database: addresses, questions, forms and cookies are text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any(NUL in text for text in _texts(request)):
            return no_text(request)
        return self.get_response(request)


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
