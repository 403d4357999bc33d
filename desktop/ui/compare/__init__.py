"""The page on which trials are read side by side."""
