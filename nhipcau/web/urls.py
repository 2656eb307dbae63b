"""Addresses of the pages' own needs."""

from django.conf import settings
from django.urls import path

from nhipcau.web import views

urlpatterns = [path("language/<str:code>/", views.choose_language, name="choose-language")]

if settings.DEBUG:
    from nhipcau.web import showcase

    urlpatterns.append(path("look/", showcase.page, name="look"))
