from django.apps import AppConfig


class FirstRunConfig(AppConfig):
    name = "koers.first_run"
