"""A small news web and its server, for the demonstration and the tests."""
