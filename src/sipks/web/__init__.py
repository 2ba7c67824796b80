"""The shell of the pages: base templates, navigation, design, the map, live updates."""
