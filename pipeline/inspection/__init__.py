"""What the commands read from an output or a feed list, and how they show it."""
