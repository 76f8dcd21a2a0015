"""What is run: options, graph, command line, and the life of a run."""
