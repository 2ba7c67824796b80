"""Forms of offices, people and teams."""
