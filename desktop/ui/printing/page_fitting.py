"""How far a page must be cut to fit one sheet, found with as few layouts as can be: laying out is what takes time."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from desktop.workflows.printed_pages import PageToPrint

FIRST_GUESS = 0.33
"""Dots of height for a letter of HTML, before any page was laid out."""
_FULL = 0.97
"""A page that fills this part of the room is full: a step before would add a line at most."""


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

    def foretold(step: int) -> float:
        return len(text_at(step)) * dots_a_letter

    while low <= high:
        guess = low + bisect_left(range(low, high), -room, key=lambda step: -foretold(step))
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
