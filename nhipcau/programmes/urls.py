"""Addresses of this room."""

from django.urls import path

from nhipcau.programmes import views, views_annex, views_assigning, views_lines, views_matrix, views_shares

urlpatterns = [
    path("", views.programmes, name="programmes"),
    path("new/", views.new, name="programme-new"),
    path("from-document/<int:pk>/", views.from_document, name="programme-from-document"),
    path("of-document/<int:pk>/", views.of_document, name="programme-of-document"),
    path("<int:pk>/", views.programme, name="programme"),
    path("<int:pk>/edit/", views.edit, name="programme-edit"),
    path("<int:pk>/issue/", views.issue, name="programme-issue"),
    path("<int:pk>/targets/new/", views.target_new, name="target-new"),
    path("targets/<int:pk>/edit/", views.target_edit, name="target-edit"),
    path("targets/<int:pk>/remove/", views.target_remove, name="target-remove"),
    path("<int:pk>/deadlines/new/", views_lines.deadline_new, name="deadline-new"),
    path("deadlines/<int:pk>/edit/", views_lines.deadline_edit, name="deadline-edit"),
    path("deadlines/<int:pk>/remove/", views_lines.deadline_remove, name="deadline-remove"),
    path("<int:pk>/phases/new/", views_lines.phase_new, name="phase-new"),
    path("phases/<int:pk>/edit/", views_lines.phase_edit, name="phase-edit"),
    path("phases/<int:pk>/remove/", views_lines.phase_remove, name="phase-remove"),
    path("<int:pk>/allocate/", views_matrix.matrix, name="programme-allocate"),
    path("annexes/<int:pk>/allocate/", views_annex.allocate, name="annex-allocate"),
    path("<int:pk>/workbook/", views_matrix.workbook, name="programme-workbook"),
    path("targets/<int:pk>/allocate/", views_matrix.long_table, name="target-allocate"),
    path("targets/<int:pk>/divide/", views_matrix.divide, name="target-divide"),
    path("<int:pk>/propose/", views_assigning.propose, name="programme-propose"),
    path("<int:pk>/assign/", views_assigning.assign, name="programme-assign"),
    path("targets/<int:pk>/adjust/", views_assigning.adjust, name="target-adjust"),
    path("allocations/<int:pk>/", views_shares.allocation, name="allocation"),
    path("allocations/<int:pk>/acknowledge/", views_shares.acknowledge, name="allocation-acknowledge"),
    path("allocations/<int:pk>/agree/", views_shares.agree, name="allocation-agree"),
    path("allocations/<int:pk>/counter/", views_shares.counter, name="allocation-counter"),
    path("allocations/<int:pk>/take/", views_shares.take, name="allocation-take"),
    path("allocations/<int:pk>/propose/", views_shares.propose_again, name="allocation-propose"),
]
