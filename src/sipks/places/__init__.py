"""Where: areas with dated codes, names, boundaries, and which area a point lies in."""
