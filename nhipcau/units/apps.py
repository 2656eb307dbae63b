from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "nhipcau.units"
    label = "units"
