"""Addresses of the tree."""

from django.urls import path

from nhipcau.units import views

urlpatterns = [
    path("", views.units, name="units"),
    path("<str:code>/", views.unit, name="unit"),
]
