"""What decisions of the desk teach the reader, and how well it reads by their measure."""
