"""Several trials side by side: the same facts of each in one row, with the place where each was read."""
