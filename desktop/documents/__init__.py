"""Read trials from documents: one small reader for each format."""
