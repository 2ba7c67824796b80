from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "sipks.intake"
