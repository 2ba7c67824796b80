"""The web form `Lapor`: one report as an officer or a citizen typed it."""

from sipks.intake.connectors.form.parse import Form

CONNECTOR = Form()
