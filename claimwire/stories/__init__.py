"""Near-duplicate detection: which articles are copies of which."""
