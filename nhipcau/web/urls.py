"""Addresses of the pages' own needs."""

from django.urls import path

from nhipcau.web import views

urlpatterns = [path("language/<str:code>/", views.choose_language, name="choose-language")]
