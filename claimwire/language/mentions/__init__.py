"""Entities: the mentions of countries, organisations, persons and places in each article."""
