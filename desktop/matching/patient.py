"""One patient as far as a doctor has told: every answer may be missing, and nothing of it is kept."""

from dataclasses import dataclass

UNKNOWN = ""
"""The answer that nobody has given."""
OLDEST = 120
"""The highest age that is taken, in years."""
MOST_LINES = 20
WORST_ECOG = 4


@dataclass(frozen=True)
class Patient:
    """Hold what is known of one patient; "" and None are unknown.

    ``her2``, ``setting``, ``brain`` and ``sex`` are ids of answers in ``resources/matching.toml``; ``er`` and ``pgr``
    are "positive" or "negative". ``lines`` counts earlier lines for advanced disease. ``prior`` are the ids of all
    drug classes that she had, empty if she had none. Markers that are neither present nor absent are untested.
    ``age`` is in full years, ``country`` a common English name.
    """

    her2: str = UNKNOWN
    er: str = UNKNOWN
    pgr: str = UNKNOWN
    setting: str = UNKNOWN
    lines: int | None = None
    prior: frozenset[str] | None = None
    ecog: int | None = None
    brain: str = UNKNOWN
    present: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    age: int | None = None
    sex: str = UNKNOWN
    country: str = UNKNOWN

    @property
    def stage(self) -> str:
        """Return the setting; who had lines for advanced disease or has brain metastases has metastatic disease."""
        is_advanced = bool(self.lines) or self.brain in ("stable", "active")
        return self.setting or ("metastatic" if is_advanced else UNKNOWN)

    @property
    def hr(self) -> str:
        """Return whether a hormone receptor is positive; "" where one is negative and the other unknown."""
        told = {self.er, self.pgr}
        if "positive" in told:
            return "positive"
        return "negative" if told == {"negative"} else UNKNOWN
