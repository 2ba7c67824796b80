"""Sign-in: passwords, second factors, sessions, and what holds back whoever guesses."""
