"""Addresses of the catalogue."""

from django.urls import path

from nhipcau.indicators import views

urlpatterns = [
    path("", views.indicators, name="indicators"),
    path("new/", views.new_indicator, name="new-indicator"),
    path("<path:code>/edit/", views.edit_indicator, name="edit-indicator"),
    path("<path:code>/", views.indicator, name="indicator"),
]
