"""Addresses of this room."""

from django.urls import path

from nhipcau.reporting import views, views_decide

urlpatterns = [
    path("", views_decide.submissions, name="submissions"),
    path("approve/", views_decide.approve_block, name="submissions-approve"),
    path("remind/", views_decide.remind, name="submissions-remind"),
    path("<int:obligation_id>/fill/", views.fill, name="report-fill"),
    path("<int:obligation_id>/save/", views.save, name="report-save"),
    path("<int:obligation_id>/exempt/", views_decide.exempt, name="obligation-exempt"),
    path("submissions/<int:submission_id>/", views_decide.submission, name="submission"),
    path("submissions/<int:submission_id>/act/", views_decide.act, name="submission-act"),
    path("submissions/<int:submission_id>/return/", views_decide.return_cells, name="submission-return"),
    path("submissions/<int:submission_id>/mend/", views.mend, name="submission-mend"),
]
