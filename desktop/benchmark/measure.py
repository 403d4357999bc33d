"""Times and ratios: what is measured, the minimum with which it is compared (the floor), and the budget."""

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """Hold one line of the table: what the work and its floor take in seconds, or in ``unit``, and the budget.

    The budget is the highest ratio allowed, or with ``least`` the lowest. If ``floor`` is 0, ``value`` itself is
    compared with the budget.
    """

    work: str
    floor_work: str
    value: float
    floor: float
    budget: float
    unit: str = "s"
    least: bool = False

    @property
    def ratio(self) -> float:
        """Return how many times as much as the floor the work takes, or the value itself if there is no floor."""
        return self.value / self.floor if self.floor else self.value

    @property
    def passed(self) -> bool:
        """Return whether the ratio is within the budget."""
        return self.ratio >= self.budget if self.least else self.ratio <= self.budget

    def as_json(self) -> dict[str, object]:
        """Return the line as JSON fields."""
        return {**vars(self), "ratio": round(self.ratio, 4), "passed": self.passed}


def timed(work: Callable[[], object]) -> float:
    """Do some work, and return how many seconds it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def interleaved(works: list[Callable[[], object]], rounds: int) -> list[float]:
    """Return the shortest time of each work over some rounds.

    The works take turns, so that a disturbance slows all of them down alike.
    """
    shortest = [float("inf")] * len(works)
    for _ in range(rounds):
        for place, work in enumerate(works):
            shortest[place] = min(shortest[place], timed(work))
    return shortest


def table(figures: list[Figure]) -> str:
    """Return the figures as a table for the terminal."""
    lines = [f"{'work':44} {'takes':>12} {'floor':>12} {'ratio':>8} {'budget':>8}"]
    for each in figures:
        floor = f"{each.floor:.4g} {each.unit}" if each.floor else "–"
        verdict = "ok" if each.passed else "OVER"
        took = f"{each.value:.4g} {each.unit}"
        lines.append(f"{each.work:44} {took:>12} {floor:>12} {each.ratio:8.3g} {each.budget:8.3g}  {verdict}")
        lines.append(f"    floor: {each.floor_work}")
    return "\n".join(lines)


def highest_resident() -> float:
    """Return the peak of resident memory of this process so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says on Linux includes the parent's peak
        line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
