"""Learns the twelve labels of hatred and abuse from a labelled table of posts."""
