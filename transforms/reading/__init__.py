"""Reading: annotation and extraction in one go, on all cores of one machine."""
