"""SIPKS finds the first signs of social conflict, maps them, and sees each one through."""
