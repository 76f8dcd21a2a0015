"""The steps of the graph, one module per step: a PTransform that wires pure functions."""
