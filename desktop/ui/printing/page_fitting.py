"""How far a page must be cut to fit one sheet, found with as few layouts as can be: laying out is what takes time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from desktop.workflows.printed_pages import PageToPrint

FIRST_GUESS = 0.33
"""Dots of height for a letter of HTML, before any page was laid out."""
_FULL = 0.97
"""A page that fills this part of the room is full: a step before would add a line at most."""
_NEAR = 0.96
"""A text with this part of the letters that were looked for is near enough to be laid out."""


@dataclass(frozen=True)
class Fitting:
    """Hold the step at which a page is printed, its text so, whether it fits one sheet, and its dots for a letter."""

    step: int
    text: str
    fits: bool
    dots_a_letter: float


def fitting_of(
    page: PageToPrint, height_of: Callable[[str], float], room: float, dots_a_letter: float = FIRST_GUESS
) -> Fitting:
    """Return the first step at which a page fits a room (a height in dots) or one that fills it, or its last step.

    ``height_of`` lays a text out and measures it. How high a text of some length is, the page before foretells
    (``dots_a_letter``), and better each layout of this page.
    """
    low, high, fitting = 0, page.steps, -1
    text_at = cache(page.html)

    while low <= high:
        guess = _foretold(low, high, room / dots_a_letter, lambda step: len(text_at(step)))
        text = text_at(guess)
        height = height_of(text)
        dots_a_letter = height / max(1, len(text))
        if height > room:
            low = guess + 1
            continue
        fitting, high = guess, guess - 1
        if height > room * _FULL:
            break
    step = page.steps if fitting < 0 else fitting
    return Fitting(step, text_at(step), fitting >= 0, dots_a_letter)


def _foretold(low: int, high: int, letters: float, length: Callable[[int], int]) -> int:
    """Return one of these steps whose text has about so many letters, the last if all have more; lengths only fall.

    To make a text takes time, too, so it is looked for where it should be, rather than in the middle.
    """
    before, after = length(low), 0
    if before <= letters:
        return low
    while high - low > 1:
        share = (before - letters) / (before - after)
        middle = min(max(low + round(share * (high - low)), low + 1), high - 1)
        found = length(middle)
        if letters * _NEAR <= found <= letters:
            return middle
        if found <= letters:
            high, after = middle, found
        else:
            low, before = middle, found
    return high
