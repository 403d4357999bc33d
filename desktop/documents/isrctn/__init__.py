"""Read the formats of the ISRCTN registry: JSON from other programs, and the registry's own XML."""
