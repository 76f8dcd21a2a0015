"""All that is English: the labels of its parser, and its words as data."""
