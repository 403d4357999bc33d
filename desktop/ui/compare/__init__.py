"""The page that compares trials side by side."""
