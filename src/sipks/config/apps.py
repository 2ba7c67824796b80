from __future__ import annotations

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


def _grant(sender: AppConfig, using: str, **kwargs: Any) -> None:
    from .database import grant

    grant(using)


class Config(AppConfig):
    name = "sipks.config"
    label = "config"

    def ready(self) -> None:
        from . import checks  # noqa: F401 - registers the system checks

        post_migrate.connect(_grant, sender=apps.get_app_config("privacy"))
