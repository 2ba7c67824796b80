"""Django's PostgreSQL backend that starts the embedded cluster and drops to the app's role."""
