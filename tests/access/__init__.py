"""Who may see and do what: every address, tried by everybody."""
