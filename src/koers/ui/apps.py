from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "koers.ui"
    label = "ui"
