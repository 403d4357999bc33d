"""Searching: the box, its text as a query, chips and the facet panel."""
