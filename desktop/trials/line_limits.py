"""Read the values of the facet "lines" as limits: the minimum and maximum of earlier lines of treatment."""

from collections.abc import Iterable

MANY = 7
"""The number of lines that the last value of the facet means: this many or more."""


def line_limits(values: Iterable[str]) -> tuple[int | None, int | None]:
    """Return (minimum, maximum) of the earlier lines that a patient may have had; None for a limit that is not set.

    Values that are not numbers ("not_stated") are ignored.
    """
    numbers = [int(each) for each in values if each.isdecimal()]
    if not numbers:
        return None, None
    return min(numbers) or None, None if max(numbers) >= MANY else max(numbers)


def lines_in_words(values: Iterable[str]) -> str:
    """Return the limits in words: "none", "up to 2", "at least 1", "1 to 2", "any number"; "" without values."""
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
