"""Finding trials: the query, facet counts, text search, order, what the list shows."""
