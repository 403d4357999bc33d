"""Read the formats of the WHO platform, and of the Chinese and Japanese registries, which are similar."""
