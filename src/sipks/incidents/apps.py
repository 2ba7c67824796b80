from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "sipks.incidents"

    def ready(self) -> None:
        """Say what the codes of decisions are called where the record is shown."""
        from sipks.audit.words import values_name, verbs_name

        from .choices import (
            CATEGORY_CHOICES,
            FORM_CHOICES,
            AsideReason,
            Aspect,
            Precision,
            State,
            Verb,
        )

        values_name("state", State.choices)
        values_name("aside_reason", AsideReason.choices)
        values_name("reason", AsideReason.choices)
        values_name("precision", Precision.choices)
        values_name("kept", Aspect.choices)
        values_name("category", CATEGORY_CHOICES)
        values_name("form", FORM_CHOICES)
        values_name("undone", Verb.choices)
        verbs_name("incident_", Verb.choices)
