"""The formats of the ISRCTN registry: JSON as other programs write it, and the registry's own XML."""
