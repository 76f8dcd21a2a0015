"""Polling of feeds: which are due, how responses are read, and which entries they hold."""
