"""E-mail as mail programs save it (`.eml`), with what was forwarded in it."""

from sipks.intake.connectors.eml.parse import Eml

CONNECTOR = Eml()
