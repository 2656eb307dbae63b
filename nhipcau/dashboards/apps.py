from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "nhipcau.dashboards"
    label = "dashboards"
