from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "sipks.web"
