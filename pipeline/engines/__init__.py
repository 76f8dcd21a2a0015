"""Engines that run the graph: their detection, start and configuration."""
