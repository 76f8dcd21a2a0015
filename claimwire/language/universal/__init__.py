"""From Universal Dependencies to the shape of a parse that the rules ask for."""
