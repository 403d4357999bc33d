"""Document to trial: one small reader per format."""
