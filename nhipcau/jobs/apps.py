from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "nhipcau.jobs"
    label = "jobs"
