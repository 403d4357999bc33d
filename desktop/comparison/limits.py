"""How many trials can be compared; in a module of its own, because the start needs only these numbers."""

FEWEST, MOST = 2, 6
"""The smallest and largest number of trials in a comparison."""
