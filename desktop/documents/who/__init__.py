"""The formats of the WHO platform, which gathers many registries, and of the Chinese registry that writes alike."""
