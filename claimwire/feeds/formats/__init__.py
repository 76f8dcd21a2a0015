"""Feed formats: one module per format, and the dispatcher between them."""
