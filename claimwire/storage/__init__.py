"""Where the tables are kept: files, manifests, the lease, and the memory read back from them."""
