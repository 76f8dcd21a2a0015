"""Attachments of reporting verbs that parsers often get wrong, mended after the parse."""
