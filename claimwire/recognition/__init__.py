"""What is new: entries and articles that neither this run nor an earlier one has seen."""
