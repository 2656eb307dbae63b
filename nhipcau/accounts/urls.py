"""Addresses of people and roles."""

from django.urls import path

from nhipcau.accounts import views

urlpatterns = [
    path("", views.people, name="people"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/give/", views.give_role, name="give-role"),
    path("<int:pk>/reset/", views.reset_password, name="reset-password"),
    path("grants/<int:pk>/end/", views.end_role, name="end-role"),
    path("at/<str:unit_code>/new/", views.new_person, name="new-person"),
]
