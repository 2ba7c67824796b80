"""The public HTTP API, put together from the api module of each room."""
