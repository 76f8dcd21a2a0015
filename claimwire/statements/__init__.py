"""Which claims of several articles report the same statement."""
