"""Progress of a run: live display, logging and the summary at the end."""
