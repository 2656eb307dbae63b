"""Addresses of this room."""

from django.urls import path

from nhipcau.documents import views, views_adding, views_again, views_annex, views_confirm, views_reading

urlpatterns = [
    path("", views.register, name="documents"),
    path("upload/", views.upload, name="document-upload"),
    path("reading/<int:pk>/", views_reading.reading, name="document-reading"),
    path("reading/<int:pk>/again/", views_reading.again, name="document-reading-again"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/file/", views.file, name="document-file"),
    path("<int:pk>/confirm/", views_confirm.confirm, name="document-confirm"),
    path("<int:pk>/header/", views_confirm.header, name="document-header"),
    path("<int:pk>/accept-all/", views_confirm.accept_all, name="document-accept-all"),
    path("<int:pk>/add/", views_adding.add, name="document-add"),
    path("<int:pk>/take-number/", views_adding.take_number, name="document-take-number"),
    path("<int:pk>/read-again/", views_again.read_again, name="document-read-again"),
    path("<int:pk>/text/", views_again.correct_text, name="document-text"),
    path("<int:pk>/bases/", views_again.bases, name="document-bases"),
    path("items/<int:pk>/follow/", views_adding.follow, name="read-item-follow"),
    path("items/<int:pk>/edit/", views_confirm.edit, name="read-item-edit"),
    path("items/<int:pk>/decide/", views_confirm.decide, name="read-item-decide"),
    path("items/<int:pk>/indicator/", views_confirm.indicator, name="read-item-indicator"),
    path("annexes/<int:pk>/", views_annex.annex, name="annex"),
    path("annexes/<int:pk>/columns/", views_annex.columns, name="annex-columns"),
    path("annexes/<int:pk>/columns/add/", views_annex.column_add, name="annex-column-add"),
    path("annexes/columns/<int:pk>/remove/", views_annex.column_remove, name="annex-column-remove"),
    path("annexes/<int:pk>/gaps/", views_annex.gaps, name="annex-gaps"),
    path("annexes/<int:pk>/rows/", views_annex.rows, name="annex-rows"),
    path("annexes/rows/<int:pk>/", views_annex.row, name="annex-row"),
    path("annexes/<int:pk>/turn/", views_annex.turn, name="annex-turn"),
]
