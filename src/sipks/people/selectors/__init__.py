"""Reads of offices, the people in them, and the teams around them."""
