"""Spreadsheets of Excel and LibreOffice (.xlsx), the layouts of offices among them."""

from sipks.intake.connectors.xlsx.parse import Xlsx

CONNECTOR = Xlsx()
