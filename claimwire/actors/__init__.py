"""The persons and bodies that articles name, as known over days and runs."""
