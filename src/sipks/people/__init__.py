"""Who: users, their memberships, and what an actor may see (scope)."""
