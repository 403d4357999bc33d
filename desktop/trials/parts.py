"""The parts of a stored trial that are slow to read; code that reads thousands of trials names the parts it needs."""

from collections.abc import Set as AbstractSet
from typing import Literal

Part = Literal["sites", "criteria", "outcomes", "arms", "narrative", "contacts", "findings"]
"""The criteria of the eligibility, the findings, or a field of Trial."""
Parts = AbstractSet[Part]

EVERY_PART: frozenset[Part] = frozenset(("sites", "criteria", "outcomes", "arms", "narrative", "contacts", "findings"))
