"""Claims: who said what, found in the parse of each article."""
