"""Reading stored articles again."""
