"""Each story once: which articles are copies of which."""
