"""Earlier lines of treatment as limits: the values of the facet "lines" as the fewest and the most that may enter."""

from collections.abc import Iterable

MANY = 7
"""The last value of the facet means this number of lines or more."""


def line_limits(values: Iterable[str]) -> tuple[int | None, int | None]:
    """Return the fewest and the most earlier lines of those who may enter; None where nothing limits them.

    Values that are no numbers ("not_stated") say nothing.
    """
    numbers = [int(each) for each in values if each.isdecimal()]
    if not numbers:
        return None, None
    return min(numbers) or None, None if max(numbers) >= MANY else max(numbers)


def lines_in_words(values: Iterable[str]) -> str:
    """Return the limits in words: "none", "up to 2", "at least 1", "1 to 2", "any number"; "" where there are none."""
    numbers = sorted({int(each) for each in values if each.isdecimal()})
    if not numbers:
        return ""
    first, last = numbers[0], numbers[-1]
    if numbers != list(range(first, last + 1)):  # as a clinician can set them
        return ", ".join(map(str, numbers))
    if last >= MANY:
        return f"at least {first}" if first else "any number"
    if first == last:
        return str(first) if first else "none"
    return f"{first} to {last}" if first else f"up to {last}"
