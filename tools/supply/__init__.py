"""What the program is made of: is it the same everywhere, may it be used, is it known as weak."""
