"""The version of claimwire; setup.py reads it from here."""

__version__ = "0.1.0"
