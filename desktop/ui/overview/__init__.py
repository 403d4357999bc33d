"""The trials of a query at a glance: numbers by the values of two facets, each of which opens its list."""
