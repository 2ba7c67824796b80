"""Privacy: how long things are kept, what data subjects ask, and breaches with their clocks."""
