"""How far a page must be cut to fit one sheet, found with as few layouts as can be: laying out is what takes time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from desktop.workflows.printed_pages import PageToPrint

FIRST_GUESS = 0.33
"""Dots of height for a letter of HTML, before any page was laid out."""
_FULL = 0.97
"""A page that fills this part of the room is full: a step before would add a line at most."""
_NOTHING = (0, 0.0)
"""Letters and height of a text, before one was laid out."""
_AIM = 0.985
"""The part of the room that is aimed at: a text a little too long is laid out for nothing."""
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
    text_at, measured = cache(page.html), cache(height_of)
    over, under = _NOTHING, _NOTHING

    while low <= high:
        letters = _letters_for(room, over, under, dots_a_letter)
        guess = _foretold(low, high, letters, lambda step: len(text_at(step)))
        text = text_at(guess)
        height = measured(text)
        dots_a_letter = height / max(1, len(text))
        if height > room:
            low, over = guess + 1, (len(text), height)
            continue
        fitting, high, under = guess, guess - 1, (len(text), height)
        if height > room * _FULL:
            break
    step = page.steps if fitting < 0 else fitting
    return Fitting(step, text_at(step), fitting >= 0, dots_a_letter)


def _letters_for(room: float, over: tuple[int, float], under: tuple[int, float], dots_a_letter: float) -> float:
    """Return how many letters should fill a room, by the nearest texts that were too long and short enough, if any."""
    more, less = over[0] - under[0], over[1] - under[1]
    if not over[0] or not under[0] or more <= 0 or less <= 0:
        return room * _AIM / dots_a_letter
    return under[0] + (room * _AIM - under[1]) / less * more


def _foretold(low: int, high: int, letters: float, length: Callable[[int], int]) -> int:
    """Return one of these steps whose text has about so many letters, the last if all have more; lengths only fall.

    To make a text takes time, too, so it is looked for where it should be, rather than in the middle.
    """
    if length(low) <= letters:
        return low
    while high - low > 1:
        middle = (low + high) // 2
        found = length(middle)
        if letters * _NEAR <= found <= letters:
            return middle
        if found <= letters:
            high = middle
        else:
            low = middle
    return high
