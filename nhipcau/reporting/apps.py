from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "nhipcau.reporting"
    label = "reporting"
