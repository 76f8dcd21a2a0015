"""Polling feeds: which are due, what they answer, and the entries they hold."""
