"""How many trials can be compared; apart from comparing, since a start needs the numbers alone."""

FEWEST, MOST = 2, 6
"""How many trials can be read side by side."""
