"""Polite fetching from the web, shared by feeds and articles."""
