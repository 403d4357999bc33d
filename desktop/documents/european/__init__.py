"""Read the formats of the European registries: CTIS and the older EudraCT register."""
