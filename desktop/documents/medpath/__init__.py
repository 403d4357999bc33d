"""The pages of MedPath, an aggregator of registries, as saved text."""
