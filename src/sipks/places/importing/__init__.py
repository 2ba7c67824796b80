"""Official boundaries from a file: read it, know its columns, find the area of each feature."""
