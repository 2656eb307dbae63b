"""Addresses of this room."""

from django.urls import path

from nhipcau.dashboards import views_board, views_duties, views_figure, views_unit

urlpatterns = [
    path("", views_duties.my_duties, name="my-duties"),
    path("targets/", views_duties.targets, name="my-targets"),
    path("reports/submissions/<int:submission_id>/result/", views_duties.result, name="submission-result"),
    path("board/", views_board.steering_board, name="board"),
    path("figures/<str:unit_code>/<str:period_code>/<str:indicator_code>/", views_figure.figure, name="figure"),
    path("units/<str:code>/figures/", views_unit.unit_figures, name="unit-figures"),
]
