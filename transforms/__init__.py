"""One package per step of the graph: a PTransform that wires, beside pure functions that work."""
