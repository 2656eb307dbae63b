"""Addresses of this room."""

from django.urls import path

from nhipcau.dashboards import views_duties

urlpatterns = [
    path("", views_duties.my_duties, name="my-duties"),
    path("reports/submissions/<int:submission_id>/result/", views_duties.result, name="submission-result"),
]
