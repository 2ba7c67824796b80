from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "sipks.intake"

    def ready(self) -> None:
        """Say what officers may leave open here, and what codes are called in the record."""
        from .openwork import register_all

        register_all()
        from sipks.audit.words import values_name

        from .models import SetAside, SourceKind, UploadState

        values_name("state", [*UploadState.choices, *SetAside.State.choices])
        values_name("kind", SourceKind.choices)
