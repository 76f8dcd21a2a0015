"""Files that a user writes, checked key by key."""
