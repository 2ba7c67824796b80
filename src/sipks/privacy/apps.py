from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "sipks.privacy"

    def ready(self) -> None:
        """Tell the seals of the values that this room keeps."""
        from sipks.people.seal import register

        from .sealing import ApplicantStore

        register(ApplicantStore())
