"""Addresses of forms."""

from django.urls import path

from nhipcau.reporting import views_answering, views_forms

urlpatterns = [
    path("", views_forms.forms, name="forms"),
    path("new/", views_forms.new, name="form-new"),
    path("answering/<int:pk>/", views_answering.answer, name="deadline-answer"),
    path("<int:pk>/", views_forms.form, name="form"),
    path("<int:pk>/rows/", views_forms.rows, name="form-rows"),
    path("<int:pk>/open/", views_forms.open_period, name="form-open"),
    path("<int:pk>/<str:period_code>/lock/", views_forms.lock, name="form-lock"),
]
