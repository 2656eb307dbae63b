"""The addresses of the site; with them the page of every component (as with NHIPCAU_DEBUG=1) and one that breaks."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from nhipcau.config import urls
from nhipcau.web import showcase


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
urlpatterns = [*urls.urlpatterns, path("look/", showcase.page), path("broken/", broken)]
