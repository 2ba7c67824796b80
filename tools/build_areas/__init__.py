"""Builds the shipped tables of areas, aliases and outlines from public packages and own facts."""
