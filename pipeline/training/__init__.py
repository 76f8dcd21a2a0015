"""Training the second opinion from annotated texts."""
