"""The report: one HTML file about the claims of an output, which needs no network."""
