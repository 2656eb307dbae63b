"""Addresses of the pages' own needs."""

from django.conf import settings
from django.urls import path

from nhipcau.web import views
from nhipcau.web.stylesheet import stylesheet

urlpatterns = [
    path("language/<str:code>/", views.choose_language, name="choose-language"),
    path("look.<str:version>.css", stylesheet, name="stylesheet"),
]

if settings.DEBUG:
    from nhipcau.web import showcase

    urlpatterns.append(path("look/", showcase.page, name="look"))
