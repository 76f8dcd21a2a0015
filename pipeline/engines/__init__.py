"""Engines that run the graph: how they are found, started and told what they need."""
