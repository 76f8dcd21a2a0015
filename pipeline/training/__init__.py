"""Training of the classifier of claims on annotated texts."""
