from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "nhipcau.indicators"
    label = "indicators"
