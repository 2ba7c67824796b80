"""Writes of the intake room: sources, items, files, and what could not be used."""
