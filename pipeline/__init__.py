"""Running the pipeline: options, graph, command line, and the life cycle of a run."""
