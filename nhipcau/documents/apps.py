from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "nhipcau.documents"
    label = "documents"
