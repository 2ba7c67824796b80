"""The bulk HTTP API: JSON lines in the body of a request."""

from sipks.intake.connectors.http_api.parse import HttpApi

CONNECTOR = HttpApi()
