"""Recognition of new entries and articles: those that no run, this one included, has seen yet."""
