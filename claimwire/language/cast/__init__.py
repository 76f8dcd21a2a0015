"""The cast of an article: whom it speaks of, and whom its pronouns and descriptions mean."""
