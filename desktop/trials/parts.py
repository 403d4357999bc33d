"""The parts of a stored trial that take long to read: what works on thousands of trials names those it needs."""

from collections.abc import Set as AbstractSet
from typing import Literal

Part = Literal["sites", "criteria", "outcomes", "arms", "narrative", "contacts", "findings"]
"""The single criteria of the eligibility, what was derived from the trial, and fields of Trial."""
Parts = AbstractSet[Part]

EVERY_PART: frozenset[Part] = frozenset(("sites", "criteria", "outcomes", "arms", "narrative", "contacts", "findings"))
