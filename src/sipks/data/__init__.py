"""Tables and material that the package carries: areas, aliases, outlines, practice material."""
