"""What happened: signals, incidents (the same event once), and the verification desk."""
