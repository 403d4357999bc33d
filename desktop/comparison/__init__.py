"""Compare several trials side by side: one row for each fact, and in each cell the place where it was read."""
