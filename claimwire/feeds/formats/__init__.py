"""One module a format, and the dispatcher that tells them apart."""
