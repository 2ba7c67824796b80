"""How long each kind of thing is kept, and what happens then."""
