"""Chat exports of WhatsApp, as Android and iOS write them (`.txt`)."""

from sipks.intake.connectors.whatsapp.parse import WhatsApp

CONNECTOR = WhatsApp()
