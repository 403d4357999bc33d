"""The overview page: numbers of trials by the values of two facets, each of which opens its list."""
