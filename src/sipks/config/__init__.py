"""Configuration: settings from the environment, addresses, the database, system checks."""
