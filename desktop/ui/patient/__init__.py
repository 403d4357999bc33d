"""The page on which one patient is described, and the trials are told that fit her."""
