from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "nhipcau.programmes"
    label = "programmes"
