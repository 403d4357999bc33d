"""Read pages of MedPath, an aggregator of registries, saved as text."""
