"""From a text to mentions and claims: knows no web, no storage and no Beam."""
