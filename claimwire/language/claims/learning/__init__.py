"""A second, learned opinion on what the rules propose."""
