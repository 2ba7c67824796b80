"""Tables as text: CSV with semicolon, comma, tab or bar."""

from sipks.intake.connectors.csv.parse import Csv

CONNECTOR = Csv()
