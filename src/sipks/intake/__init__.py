"""What came in: sources, items exactly as they came, and what could not be used."""
