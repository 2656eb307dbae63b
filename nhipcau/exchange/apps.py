from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "nhipcau.exchange"
    label = "exchange"
