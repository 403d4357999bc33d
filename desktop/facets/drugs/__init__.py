"""Which drugs a trial gives, and their classes: names matched against a vocabulary."""
