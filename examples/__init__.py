"""A small news web and the server that plays it, for the demonstration and the tests."""
