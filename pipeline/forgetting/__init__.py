"""Removing articles on demand, with all their rows."""
