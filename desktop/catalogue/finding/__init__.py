"""Find trials: query, facet counts, text search, orders, lines of the list."""
