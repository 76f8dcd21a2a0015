"""Fetching from the web with manners: what feeds and articles share."""
