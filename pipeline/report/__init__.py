"""The report: one self-contained HTML file about the claims of an output."""
