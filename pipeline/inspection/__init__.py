"""Inspection of outputs and feed lists: queries and their display, for the commands."""
