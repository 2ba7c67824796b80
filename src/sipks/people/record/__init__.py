"""Reading the record of what was done: who may see which entries, and how they are shown."""
